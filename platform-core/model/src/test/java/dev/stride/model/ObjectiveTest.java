package dev.stride.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectiveTest {

    @ParameterizedTest
    @EnumSource(
            value = Metric.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"VALIDATION_ACCURACY", "VALIDATION_LOSS"})
    void nothingButValidationRanks(Metric metric) {
        assertThatThrownBy(() -> new Objective(metric, metric.goal())).hasMessageContaining("validation alone");
    }

    @Test
    void aLossIsNotMaximised() {
        assertThatThrownBy(() -> new Objective(Metric.VALIDATION_LOSS, Goal.MAXIMIZE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
