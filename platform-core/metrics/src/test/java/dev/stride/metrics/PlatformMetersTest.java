package dev.stride.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlatformMetersTest {

    @Test
    void metersHaveTheirNamesUnitsAndLabels() {
        try (var meters = new PlatformMeters("1.0")) {
            meters.count(PlatformMeter.TRIALS, 2, "completed");
            meters.time(PlatformMeter.EPOCH_DURATION, Duration.ofMillis(1_500), "lenet-5");
            meters.set(PlatformMeter.WORKER_SLOTS, 2, "free");
            assertThat(meters.scrape())
                    .contains("stride_trials_total{outcome=\"completed\"} 2.0")
                    .contains("stride_trial_epoch_duration_seconds_sum{architecture=\"lenet-5\"} 1.5")
                    .contains("stride_worker_slots{state=\"free\"} 2.0")
                    .contains("stride_build_info{java=")
                    .contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void theSeriesOfATrialGoesWithIt() {
        try (var meters = new PlatformMeters("1.0")) {
            meters.set(PlatformMeter.TRAINING_LOSS, 0.5, "e", "1", "lenet-5");
            assertThat(meters.scrape()).contains("stride_training_loss{");
            meters.remove(PlatformMeter.TRAINING_LOSS, "e", "1", "lenet-5");
            assertThat(meters.scrape()).doesNotContain("stride_training_loss{");
        }
    }

    @Test
    void aGaugeTakesItsNewestValue() {
        try (var meters = new PlatformMeters("1.0")) {
            meters.set(PlatformMeter.QUEUED_TRIALS, 5);
            meters.set(PlatformMeter.QUEUED_TRIALS, 3);
            assertThat(meters.scrape()).contains("stride_queued_trials 3.0");
        }
    }

    @Test
    void labelsThatDoNotFitAreADefect() {
        try (var meters = new PlatformMeters("1.0")) {
            assertThatThrownBy(() -> meters.count(PlatformMeter.TRIALS, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
