package dev.stride.engine.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.message.DataDescribed;
import dev.stride.model.DataSelection;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Optimizer;
import dev.stride.model.Schedule;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialPlan;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureWordsTest {

    private static final ImageShape IMAGES = new ImageShape(1, 4, 4);
    private static final Network NET = NetworkBuilder.of(
                    "net", Initialiser.HE, NetworkInput.unnormalised(IMAGES, 2).layer())
            .flatten("flatten")
            .dense("hidden", 6)
            .classify("fc", 2);
    private static final DataDescribed DATA =
            new DataDescribed(IMAGES, List.of("a", "b"), 20, 4, 6, List.of(0.5), List.of(0.3), "hash", List.of());

    @Test
    void itSaysThatFeaturesAreComputedOnceAndHowLargeTheyAre() {
        assertThat(words(List.of(), OptionalInt.empty(), false))
                .isEqualTo("frozen features, 6 numbers an image, are computed once");
        assertThat(words(List.of("mirror"), OptionalInt.of(2), false)).contains("computed once");
    }

    @Test
    void itSaysWhatKeepsThemFromBeingKept() {
        assertThat(words(List.of("mirror"), OptionalInt.empty(), false))
                .contains("computed anew in each epoch", "augment: {cached: 4}");
        assertThat(words(List.of("mixup"), OptionalInt.of(2), true)).contains("mixed images");
    }

    @Test
    void ofANetThatTrainsAsAWholeItSaysNothing() {
        assertThat(FeatureWords.of(plan(List.of(), OptionalInt.empty()), DATA, NET, Set.of(), false))
                .isEmpty();
    }

    private static String words(List<String> augmentation, OptionalInt variants, boolean mixed) {
        return FeatureWords.of(plan(augmentation, variants), DATA, NET, Set.of("hidden"), mixed)
                .orElseThrow();
    }

    private static TrialPlan plan(List<String> augmentation, OptionalInt variants) {
        return new TrialPlan(
                new DataSelection(ModuleRef.of(ModuleKind.DATASET, "data"), 0.1, 1, 0),
                ModuleRef.of(ModuleKind.ARCHITECTURE, "net"),
                augmentation.stream()
                        .map(name -> ModuleRef.of(ModuleKind.AUGMENTATION, name))
                        .toList(),
                ModuleRef.of(ModuleKind.TRANSFER, "feature-extraction"),
                new Optimizer.Sgd(0.1, 0, false, 0),
                new Schedule.Constant(),
                new TrainingSettings(1, 4, 0, 0, variants),
                1);
    }
}
