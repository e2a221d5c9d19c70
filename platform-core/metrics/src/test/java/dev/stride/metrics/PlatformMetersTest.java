package dev.stride.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
    void theSeriesOfATrialThatHasEndedGoesAfterTwoScrapes() {
        try (var meters = new PlatformMeters("1.0")) {
            meters.set(PlatformMeter.TRAINING_LOSS, 0.5, "e", "1", "lenet-5");
            meters.retire(PlatformMeter.TRAINING_LOSS, "e", "1", "lenet-5");
            assertThat(meters.scrape()).contains("stride_training_loss{");
            assertThat(meters.scrape()).contains("stride_training_loss{");
            assertThat(meters.scrape()).doesNotContain("stride_training_loss{");
        }
    }

    @Test
    void aSeriesThatGoesOnStays() {
        try (var meters = new PlatformMeters("1.0")) {
            meters.set(PlatformMeter.TRAINING_LOSS, 0.5, "e", "1", "lenet-5");
            meters.retire(PlatformMeter.TRAINING_LOSS, "e", "1", "lenet-5");
            meters.scrape();
            meters.set(PlatformMeter.TRAINING_LOSS, 0.25, "e", "1", "lenet-5");
            meters.scrape();
            assertThat(meters.scrape()).contains("stride_training_loss{").contains("} 0.25");
        }
    }

    @Test
    void seriesStayBoundedWhereNobodyScrapes() {
        try (var meters = new PlatformMeters("1.0")) {
            for (int trial = 1; trial <= 5_000; trial++) {
                meters.set(PlatformMeter.TRAINING_LOSS, 0.5, "e", Integer.toString(trial), "lenet-5");
                meters.retire(PlatformMeter.TRAINING_LOSS, "e", Integer.toString(trial), "lenet-5");
            }
            assertThat(meters.scrape().lines().filter(line -> line.startsWith("stride_training_loss{")))
                    .hasSize(2_000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyMeterOfTheCatalogueHasHelpTypeAndUnit(PlatformMeter meter) {
        String[] labels = meter.labels().toArray(String[]::new);
        try (var meters = new PlatformMeters("1.0")) {
            String type = switch (meter.kind()) {
                case COUNTER -> {
                    meters.count(meter, 1, labels);
                    yield "counter";
                }
                case TIMER -> {
                    meters.time(meter, Duration.ofSeconds(1), labels);
                    yield "summary";
                }
                case GAUGE -> {
                    meters.set(meter, 1, labels);
                    yield "gauge";
                }
            };
            String name = meter.meter().replace('.', '_')
                    + switch (meter.kind()) {
                        case COUNTER -> "_total";
                        case TIMER -> "_seconds";
                        case GAUGE -> "";
                    };
            assertThat(meters.scrape())
                    .contains("# HELP " + name + " " + meter.help() + "\n")
                    .contains("# TYPE " + name + " " + type + "\n");
            assertThat(name + " " + meter.help()).contains(meter.unit());
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
