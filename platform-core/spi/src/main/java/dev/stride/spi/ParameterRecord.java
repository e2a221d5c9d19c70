package dev.stride.spi;

import dev.stride.model.Nearest;
import dev.stride.model.ParameterValue;
import dev.stride.model.Problem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A module's parameters, read from its record: what there is, and values from an experiment file to the record. Safe for
 * use by several threads.
 *
 * @param <P> the record
 */
public final class ParameterRecord<P extends Record> {

    private final Class<P> type;
    private final List<ParameterComponent> components;

    private ParameterRecord(Class<P> type, Set<Class<?>> path) {
        this.type = type;
        this.components = Arrays.stream(type.getRecordComponents())
                .map(component -> new ParameterComponent(component, path))
                .toList();
    }

    /**
     * Reads a record class.
     *
     * @throws IllegalStateException where the record is not made as {@link Module} asks, which is a defect of the plugin
     */
    public static <P extends Record> ParameterRecord<P> of(Class<P> type) {
        return of(type, Set.of());
    }

    /** @param around the records that hold this one, which may not hold itself again */
    static <P extends Record> ParameterRecord<P> of(Class<P> type, Set<Class<?>> around) {
        if (around.contains(type)) {
            throw new IllegalStateException(type.getName() + " holds itself, which no experiment file can give");
        }
        var path = new HashSet<Class<?>>(around);
        path.add(type);
        return new ParameterRecord<>(type, Set.copyOf(path));
    }

    /** The parameters in the order of the record. */
    public List<ParameterField> fields() {
        return components.stream().map(ParameterComponent::field).toList();
    }

    /** The names of the parameters, in the order of the record. */
    public List<String> names() {
        return components.stream().map(c -> c.field().name()).toList();
    }

    /**
     * The record with these values, and the defaults where none is given.
     *
     * @throws Misfit with every problem at once
     */
    public P bind(ParameterValue.Fields given) {
        var problems = new ArrayList<Problem>();
        given.values().keySet().stream()
                .filter(name -> !names().contains(name))
                .forEach(name -> problems.add(unknown(name)));
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = components
                    .get(i)
                    .read(given.values().get(components.get(i).field().name()), problems);
        }
        if (!problems.isEmpty()) {
            throw new Misfit(problems);
        }
        return construct(values);
    }

    /** What is wrong with one value of one parameter, with paths relative to it; nothing else is looked at. */
    public List<Problem> check(String name, ParameterValue value) {
        var problems = new ArrayList<Problem>();
        components.stream()
                .filter(c -> c.field().name().equals(name))
                .findFirst()
                .ifPresentOrElse(c -> c.read(value, problems), () -> problems.add(unknown(name)));
        String prefix = name + ".";
        return problems.stream()
                .map(p -> p.path().equals(name)
                        ? new Problem("", p.message(), p.remedy())
                        : p.path().startsWith(prefix)
                                ? new Problem(p.path().substring(prefix.length()), p.message(), p.remedy())
                                : p)
                .toList();
    }

    private Problem unknown(String name) {
        return new Problem(
                name,
                "unknown parameter '" + name + "'",
                names().isEmpty() ? "leave it out: there are no parameters" : Nearest.remedy(name, names()));
    }

    /** All values of a record, defaults included. */
    public ParameterValue.Fields write(P record) {
        var values = new java.util.TreeMap<String, ParameterValue>();
        for (ParameterComponent component : components) {
            component.write(record).ifPresent(v -> values.put(component.field().name(), v));
        }
        return new ParameterValue.Fields(values);
    }

    /** The values of a preset with others put over them. */
    public static ParameterValue.Fields overlay(ParameterValue.Fields preset, ParameterValue.Fields given) {
        Map<String, ParameterValue> values = new java.util.TreeMap<>(preset.values());
        values.putAll(given.values());
        return ParameterValue.Fields.of(values);
    }

    private P construct(Object[] values) {
        try {
            Constructor<P> constructor = type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Misfit misfit) {
                throw misfit;
            }
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw new Misfit(String.valueOf(refusal.getMessage()), "change it");
            }
            throw new IllegalStateException(type.getName() + " cannot be constructed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be constructed", e);
        }
    }
}
