package dev.stride.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void theCosineRisesThenFalls() {
        var cosine = new Schedule.Cosine(0.1);
        assertThat(cosine.factor(0, 100)).isCloseTo(0.1, within(1e-12));
        assertThat(cosine.factor(9, 100)).isCloseTo(1, within(1e-12));
        assertThat(cosine.factor(10, 100)).isCloseTo(1, within(1e-12));
        assertThat(cosine.factor(55, 100)).isCloseTo(0.5, within(1e-12));
        assertThat(cosine.factor(99, 100)).isCloseTo(0, within(1e-3)).isPositive();
    }

    @Test
    void aStepFallsAtItsPoints() {
        var step = new Schedule.Step(List.of(0.5, 0.75), 0.1, 0.02);
        assertThat(step.factor(0, 100)).isCloseTo(0.5, within(1e-12));
        assertThat(step.factor(1, 100)).isEqualTo(1);
        assertThat(step.factor(49, 100)).isEqualTo(1);
        assertThat(step.factor(50, 100)).isCloseTo(0.1, within(1e-12));
        assertThat(step.factor(74, 100)).isCloseTo(0.1, within(1e-12));
        assertThat(step.factor(75, 100)).isCloseTo(0.01, within(1e-12));
        assertThat(step.factor(99, 100)).isCloseTo(0.01, within(1e-12));
    }

    @Property
    void theFactorNeverLeavesZeroToOne(
            @ForAll @DoubleRange(min = 0, max = 0.99) double warmup,
            @ForAll @IntRange(min = 1, max = 1_000) int steps,
            @ForAll @IntRange(max = 1_000) int step) {
        assertThat(new Schedule.Cosine(warmup).factor(Math.min(step, steps - 1), steps))
                .isBetween(0.0, 1.0);
    }

    @Property
    void afterTheRiseItOnlyFalls(
            @ForAll @DoubleRange(min = 0, max = 0.9) double warmup, @ForAll @IntRange(min = 2, max = 500) int steps) {
        var cosine = new Schedule.Cosine(warmup);
        double before = 1;
        for (int step = (int) Math.ceil(warmup * steps); step < steps; step++) {
            double factor = cosine.factor(step, steps);
            assertThat(factor).isLessThanOrEqualTo(before + 1e-12);
            before = factor;
        }
    }
}
