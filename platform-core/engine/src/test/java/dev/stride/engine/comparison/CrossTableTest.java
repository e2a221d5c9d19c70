package dev.stride.engine.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.Configuration;
import dev.stride.model.ExperimentId;
import dev.stride.model.Objective;
import dev.stride.model.ParameterValue;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import dev.stride.store.StoredTrial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CrossTableTest {

    private static final String FEATURES = "feature-extraction";
    private static final String TUNING = "fine-tuning";

    private final List<StoredTrial> trials = new ArrayList<>();
    private final Map<StoredTrial, Configuration> configurations = new HashMap<>();

    @Test
    void rowsAreNumbersInTheirOrderAndCellsMeansOverSeeds() {
        add(1000, TUNING, 0.01, 0.90, 0.92);
        add(100, TUNING, 0.01, 0.50, 0.52);
        CrossTable table = table();
        assertThat(table.rows()).containsExactly("100", "1000");
        assertThat(table.columns()).containsExactly(TUNING);
        assertThat(table.cells())
                .extracting(cell -> cell.row() + " " + cell.group().value().count())
                .containsExactly("100 2", "1000 2");
    }

    @Test
    void eachCellIsTunedByWhatElseVaries() {
        add(100, TUNING, 0.01, 0.50, 0.52);
        add(100, TUNING, 0.10, 0.70, 0.72);
        assertThat(table().cells())
                .singleElement()
                .satisfies(cell -> assertThat(cell.group().label()).endsWith("0.1"));
    }

    @Test
    void aCrossingIsClaimedWhereIntervalsSeparateOnBothSides() {
        add(100, FEATURES, 0.01, 0.80, 0.81, 0.82);
        add(100, TUNING, 0.01, 0.50, 0.51, 0.52);
        add(1000, FEATURES, 0.01, 0.84, 0.86, 0.88);
        add(1000, TUNING, 0.01, 0.85, 0.87, 0.89);
        add(10000, FEATURES, 0.01, 0.85, 0.86, 0.87);
        add(10000, TUNING, 0.01, 0.95, 0.96, 0.97);
        assertThat(table().findings())
                .containsExactly(
                        "At train-images 100 feature-extraction has the best mean, 81.00% [78.52, 83.48], clearly better"
                                + " than all others.",
                        "At train-images 1000 fine-tuning has the best mean, 87.00% [82.03, 91.97]; no clear difference"
                                + " to feature-extraction.",
                        "At train-images 10000 fine-tuning has the best mean, 96.00% [93.52, 98.48], clearly better than"
                                + " all others.",
                        "feature-extraction and fine-tuning cross: at train-images 100 the former is clearly better, at"
                                + " 10000 the latter.");
    }

    @Test
    void noCrossingIsClaimedWhereIntervalsOverlap() {
        add(100, FEATURES, 0.01, 0.70, 0.81, 0.92);
        add(100, TUNING, 0.01, 0.69, 0.80, 0.91);
        add(1000, FEATURES, 0.01, 0.84, 0.86, 0.88);
        add(1000, TUNING, 0.01, 0.95, 0.96, 0.97);
        assertThat(table().findings()).endsWith("No crossing is clear.");
    }

    @Test
    void aParameterIsKnownByItsLastWord() {
        StoredTrial trial = trial("deep", 0.9);
        trials.add(trial);
        configurations.put(
                trial,
                Configuration.of(Map.of(
                        "architecture", ParameterValue.of("resnet"),
                        "architecture.resnet.depth", ParameterValue.of(20))));
        CrossTable table = CrossTable.of(
                Yardstick.of(Objective.VALIDATION_ACCURACY), trials, "depth", "architecture", configurations::get);
        assertThat(table.cells()).extracting(CrossTable.Cell::row).containsExactly("20");
    }

    @Test
    void aParameterWithAsManyValuesAsTrialsMakesNoTable() {
        for (int images = 1; images <= 51; images++) {
            add(images, TUNING, 0.01, 0.5);
        }
        assertThatThrownBy(this::table)
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("'train-images' has 51 values");
    }

    @Test
    void trialsThatLackAParameterAreInNoCell() {
        StoredTrial trial = trial("other", 0.9);
        trials.add(trial);
        configurations.put(trial, Configuration.of(Map.of("transfer", ParameterValue.of(TUNING))));
        assertThatThrownBy(this::table)
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no trial has both a 'train-images' and a 'transfer'");
        add(100, FEATURES, 0.01, 0.9);
        assertThat(table().cells()).hasSize(1);
    }

    private CrossTable table() {
        return CrossTable.of(
                Yardstick.of(Objective.VALIDATION_ACCURACY), trials, "train-images", "transfer", configurations::get);
    }

    private void add(int images, String transfer, double rate, double... values) {
        for (double value : values) {
            StoredTrial trial = trial(transfer + ", train-images " + images + ", rate " + rate, value);
            trials.add(trial);
            configurations.put(
                    trial,
                    Configuration.of(Map.of(
                            "train-images", ParameterValue.of(images), "transfer", ParameterValue.of(transfer))));
        }
    }

    private StoredTrial trial(String label, double value) {
        return new StoredTrial(
                new TrialId(new ExperimentId("01arz3ndektsv4rrffq69g5fav"), trials.size() + 1),
                TrialState.COMPLETED,
                label,
                "{}",
                "",
                "",
                1,
                5,
                5,
                OptionalDouble.of(value),
                OptionalDouble.of(value),
                OptionalDouble.empty(),
                10,
                100,
                1,
                "",
                "",
                OptionalLong.empty(),
                OptionalLong.empty());
    }
}
