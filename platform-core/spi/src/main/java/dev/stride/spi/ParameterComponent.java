package dev.stride.spi;

import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One component of a parameter record: its declaration, and values to and from Java. */
final class ParameterComponent {

    private final RecordComponent component;
    private final Set<Class<?>> path;
    private final boolean optional;
    private final Class<?> type;
    private final ParameterField field;

    /** @param path the record of the component, and the records that hold it */
    ParameterComponent(RecordComponent component, Set<Class<?>> path) {
        this.component = component;
        this.path = path;
        this.optional = component.getType() == Optional.class;
        boolean list = component.getType() == List.class;
        this.type = optional || list ? argument(component.getGenericType()) : component.getType();
        this.field = declare(list);
        checkDefault();
    }

    private void checkDefault() {
        var problems = new ArrayList<Problem>();
        field.otherwise().ifPresent(value -> read(value, problems));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(place() + " has a default that it does not allow: "
                    + problems.get(0).message());
        }
    }

    private String place() {
        return component.getDeclaringRecord().getName() + "." + component.getName();
    }

    ParameterField field() {
        return field;
    }

    private ParameterField declare(boolean list) {
        About about = component.getAnnotation(About.class);
        if (about == null) {
            throw new IllegalStateException(place() + " lacks @About");
        }
        Default otherwise = component.getAnnotation(Default.class);
        Range range = component.getAnnotation(Range.class);
        ParameterField.Type kind = kind();
        return new ParameterField(
                kebab(component.getName()),
                kind,
                list,
                about.value(),
                Optional.ofNullable(otherwise).map(d -> list ? items(kind, d.value()) : scalar(kind, d.value())),
                otherwise == null && !optional,
                range == null ? Double.NEGATIVE_INFINITY : range.min(),
                range == null ? Double.POSITIVE_INFINITY : range.max(),
                type.isEnum() ? words() : List.of(),
                kind == ParameterField.Type.MAP ? nested().fields() : List.of());
    }

    private ParameterField.Type kind() {
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return ParameterField.Type.INTEGER;
        } else if (type == double.class || type == Double.class) {
            return ParameterField.Type.NUMBER;
        } else if (type == boolean.class || type == Boolean.class) {
            return ParameterField.Type.FLAG;
        } else if (type == String.class || type.isEnum()) {
            return ParameterField.Type.TEXT;
        } else if (type.isRecord()) {
            return ParameterField.Type.MAP;
        }
        throw new IllegalStateException(place() + " has a type that no experiment file can give: " + type.getName());
    }

    private ParameterValue items(ParameterField.Type kind, String text) {
        return new ParameterValue.Items(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(item -> scalar(kind, item))
                .toList());
    }

    private ParameterValue scalar(ParameterField.Type kind, String text) {
        try {
            return switch (kind) {
                case INTEGER -> ParameterValue.of(Long.parseLong(text));
                case NUMBER -> ParameterValue.of(Double.parseDouble(text));
                case FLAG -> ParameterValue.of(Boolean.parseBoolean(text));
                default -> ParameterValue.of(text);
            };
        } catch (NumberFormatException e) {
            throw new IllegalStateException(place() + " has a default that is no number: " + text, e);
        }
    }

    /** The Java value; what is wrong goes to the problems, and then the value means nothing. */
    @Nullable
    Object read(@Nullable ParameterValue given, List<Problem> problems) {
        ParameterValue value = given != null ? given : field.otherwise().orElse(null);
        if (value == null) {
            if (field.required()) {
                problems.add(
                        new Problem(field.name(), "'" + field.name() + "' is missing", "give " + field.expected()));
            }
            return Optional.empty();
        }
        Object read = field.list() ? items(value, problems) : one(value, problems);
        return optional ? Optional.ofNullable(read) : read;
    }

    private List<Object> items(ParameterValue value, List<Problem> problems) {
        List<ParameterValue> values = value instanceof ParameterValue.Items items ? items.values() : List.of(value);
        var read = new ArrayList<Object>();
        for (ParameterValue item : values) {
            Object one = one(item, problems);
            if (one != null) {
                read.add(one);
            }
        }
        return read;
    }

    private @Nullable Object one(ParameterValue value, List<Problem> problems) {
        Object read = convert(value, problems);
        if (read == null) {
            if (field.type() != ParameterField.Type.MAP || !(value instanceof ParameterValue.Fields)) {
                problems.add(new Problem(
                        field.name(), "expected " + field.expected() + ", not '" + value + "'", remedy(value)));
            }
        }
        return read;
    }

    private String remedy(ParameterValue value) {
        return field.choices().isEmpty()
                ? field.about()
                : dev.stride.model.Nearest.remedy(value.toString(), field.choices());
    }

    private @Nullable Object convert(ParameterValue value, List<Problem> problems) {
        return switch (field.type()) {
            case INTEGER -> integer(value);
            case NUMBER -> number(value);
            case FLAG -> value instanceof ParameterValue.Flag flag ? flag.value() : null;
            case TEXT -> text(value);
            case MAP -> value instanceof ParameterValue.Fields fields ? map(fields, problems) : null;
        };
    }

    private @Nullable Object integer(ParameterValue value) {
        Double number = asNumber(value);
        if (number == null || number != Math.rint(number) || outside(number)) {
            return null;
        }
        long whole = value instanceof ParameterValue.Whole exact ? exact.value() : number.longValue();
        if (type == long.class || type == Long.class) {
            return whole;
        }
        return whole == (int) whole ? (Object) (int) whole : null;
    }

    private @Nullable Object number(ParameterValue value) {
        Double number = asNumber(value);
        return number == null || outside(number) ? null : number;
    }

    private boolean outside(double number) {
        return number < field.min() || number > field.max();
    }

    private static @Nullable Double asNumber(ParameterValue value) {
        if (value instanceof ParameterValue.Whole whole) {
            return (double) whole.value();
        }
        return value instanceof ParameterValue.Real real ? (Double) real.value() : null;
    }

    private @Nullable Object text(ParameterValue value) {
        if (!type.isEnum()) {
            return value instanceof ParameterValue.Items || value instanceof ParameterValue.Fields
                    ? null
                    : value.toString();
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(value.toString()))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Object map(ParameterValue.Fields fields, List<Problem> problems) {
        try {
            return nested().bind(fields);
        } catch (Misfit misfit) {
            misfit.problems().forEach(p -> problems.add(p.under(field.name())));
            return null;
        }
    }

    Optional<ParameterValue> write(Record record) {
        Object value = get(record);
        if (value instanceof Optional<?> maybe) {
            return maybe.map(this::plain);
        }
        if (value instanceof List<?> list) {
            return Optional.of(
                    new ParameterValue.Items(list.stream().map(this::plain).toList()));
        }
        return Optional.of(plain(value));
    }

    private ParameterValue plain(Object value) {
        return switch (field.type()) {
            case INTEGER -> ParameterValue.of(((Number) value).longValue());
            case NUMBER -> ParameterValue.of(((Number) value).doubleValue());
            case FLAG -> ParameterValue.of((boolean) value);
            case TEXT -> ParameterValue.of(type.isEnum() ? word(value) : value.toString());
            case MAP -> writeNested((Record) value);
        };
    }

    @SuppressWarnings("unchecked")
    private ParameterValue writeNested(Record value) {
        return ((ParameterRecord<Record>) nested()).write(value);
    }

    private Object get(Record record) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private ParameterRecord<?> nested() {
        return ParameterRecord.of(type.asSubclass(Record.class), path);
    }

    private List<String> words() {
        return Arrays.stream(type.getEnumConstants())
                .map(ParameterComponent::word)
                .toList();
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Class<?> argument(Type type) {
        if (type instanceof ParameterizedType known && known.getActualTypeArguments()[0] instanceof Class<?> plain) {
            return plain;
        }
        throw new IllegalStateException(
                place() + " has a type that no experiment file can give: " + type.getTypeName());
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
