package dev.stride.spi.testkit;

import dev.stride.model.ParameterValue;
import dev.stride.spi.ParameterField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Parameters that differ from given ones in one of them. */
final class OtherValues {

    private static final int NEAR = 6;

    private OtherValues() {}

    /** Each within what the field allows; a module may still refuse it. Maps and lists are left as they are. */
    static List<ParameterValue.Fields> of(ParameterField field, ParameterValue.Fields base) {
        ParameterValue value = Objects.requireNonNull(base.values().get(field.name()));
        var others = new ArrayList<ParameterValue.Fields>();
        others(field, value).filter(other -> !other.equals(value)).forEach(other -> {
            var changed = new TreeMap<>(base.values());
            changed.put(field.name(), other);
            others.add(new ParameterValue.Fields(changed));
        });
        return others;
    }

    private static Stream<ParameterValue> others(ParameterField field, ParameterValue value) {
        if (value instanceof ParameterValue.Flag flag) {
            return Stream.of(ParameterValue.of(!flag.value()));
        } else if (value instanceof ParameterValue.Whole whole) {
            return IntStream.rangeClosed(-NEAR, NEAR)
                    .mapToLong(step -> whole.value() + step)
                    .filter(near -> near >= field.min() && near <= field.max())
                    .mapToObj(ParameterValue::of);
        } else if (value instanceof ParameterValue.Real real) {
            return Stream.of(real.value() / 2, real.value() + 0.1)
                    .filter(near -> near >= field.min() && near <= field.max())
                    .map(ParameterValue::of);
        }
        return field.choices().stream().map(ParameterValue::of);
    }
}
