package dev.stride.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectiveTest {

    @ParameterizedTest
    @MethodSource
    void nothingButValidationRanks(Metric metric) {
        assertThatThrownBy(() -> new Objective(metric, metric.goal())).hasMessageContaining("validation alone");
    }

    static Stream<Metric> nothingButValidationRanks() {
        return Stream.concat(Metric.whole().stream(), Stream.of(Metric.VALIDATION_ACCURACY.of("aux1")))
                .filter(m -> !m.equals(Metric.VALIDATION_ACCURACY) && !m.equals(Metric.VALIDATION_LOSS));
    }

    @Test
    void aLossIsNotMaximised() {
        assertThatThrownBy(() -> new Objective(Metric.VALIDATION_LOSS, Goal.MAXIMIZE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
