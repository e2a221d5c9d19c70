package dev.stride.training.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.model.DataSelection;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.model.RandomStream;
import dev.stride.model.Schedule;
import dev.stride.model.TrainingSettings;
import dev.stride.model.TrialPlan;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.pluginhost.LoadedPlugin;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.About;
import dev.stride.spi.Augmentation;
import dev.stride.spi.Default;
import dev.stride.spi.ImageData;
import dev.stride.spi.ImageSet;
import dev.stride.spi.ImageStatistics;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.Transform;
import dev.stride.training.features.FeatureStore;
import dev.stride.training.features.KeptFeatures;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureChoiceTest {

    private static final ImageShape SHAPE = new ImageShape(1, 4, 4);
    private static final int IMAGES = 12;
    private static final TransferPlan FROZEN =
            TransferPlan.of(net(), Set.of("conv"), Set.of("conv"), "the body is kept");
    private static final OptionalInt ANEW = OptionalInt.empty();
    private static final OptionalInt TWO = OptionalInt.of(2);

    @TempDir
    Path folder;

    @Test
    void whatIsFrozenIsComputedOnceWhereNothingAugments() {
        assertThat(chosen("a", List.of(), ANEW)).contains("");
    }

    @Test
    void nothingIsComputedOnceWhereNothingIsFrozen() {
        TransferPlan scratch = TransferPlan.fromScratch(net(), "afresh");
        assertThat(choice("a").of(plan(List.of(), ANEW), data(0), scratch)).isEmpty();
    }

    @Test
    void imagesThatAreDrawnAnewInEachEpochHaveNoFeaturesToKeep() {
        assertThat(chosen("a", List.of(shift(1)), ANEW)).isEmpty();
        assertThat(chosen("a", List.of(shift(1)), TWO)).isPresent();
    }

    @Test
    void mixedImagesHaveNoFeaturesToKeep() {
        assertThat(chosen("a", List.of(ModuleRef.of(ModuleKind.AUGMENTATION, "blend")), TWO))
                .isEmpty();
    }

    @Test
    void variantsAreNamedByTheCodeTheParametersAndTheStatisticsThatTheyDependOn() {
        Optional<String> variants = chosen("a", List.of(shift(1)), TWO);
        assertThat(chosen("a", List.of(shift(1)), TWO)).isEqualTo(variants);
        assertThat(chosen("b", List.of(shift(1)), TWO)).as("other code").isNotEqualTo(variants);
        assertThat(chosen("a", List.of(shift(2)), TWO)).as("other parameters").isNotEqualTo(variants);
        assertThat(chosen("a", List.of(shift(1), shift(1)), TWO))
                .as("more steps")
                .isNotEqualTo(variants);
        assertThat(named(choice("a").of(plan(List.of(shift(1)), TWO), data(9), FROZEN)))
                .as("other statistics")
                .isNotEqualTo(variants);
    }

    private Optional<String> chosen(String code, List<ModuleRef> augmentation, OptionalInt variants) {
        return named(choice(code).of(plan(augmentation, variants), data(0), FROZEN));
    }

    private static Optional<String> named(Optional<KeptFeatures> features) {
        return features.map(KeptFeatures::augmentation);
    }

    private FeatureChoice choice(String code) {
        var plugin = new LoadedPlugin("test", folder, code, List.of(new Shift(), new Blend()));
        return new FeatureChoice(
                PluginRegistry.of(List.of(plugin)), new FeatureStore(folder, 1 << 20, Clock.systemUTC()));
    }

    private static ModuleRef shift(long pixels) {
        return new ModuleRef(
                ModuleKind.AUGMENTATION,
                "shift",
                ParameterValue.Fields.of(Map.of("pixels", ParameterValue.of(pixels))));
    }

    private static TrialPlan plan(List<ModuleRef> augmentation, OptionalInt variants) {
        return new TrialPlan(
                selection(),
                ModuleRef.of(ModuleKind.ARCHITECTURE, "small"),
                augmentation,
                ModuleRef.of(ModuleKind.TRANSFER, "feature-extraction"),
                new Optimizer.Sgd(0.1, 0, false, 0),
                new Schedule.Constant(),
                new TrainingSettings(1, 4, 0, 0, variants),
                1);
    }

    private static DataSelection selection() {
        return new DataSelection(ModuleRef.of(ModuleKind.DATASET, "small"), 0.25, 1, 0);
    }

    private static PreparedData data(int brightness) {
        byte[] pixels = new byte[IMAGES * (int) SHAPE.size()];
        int[] labels = new int[IMAGES];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i % 100 + brightness);
            labels[i / (int) SHAPE.size()] = i / (int) SHAPE.size() % 2;
        }
        var images = new ImageSet.InMemory(SHAPE, pixels, labels);
        return PreparedData.of(new ImageData(List.of("one", "two"), images, images, List.of()), selection());
    }

    private static Network net() {
        return NetworkBuilder.of(
                        "small",
                        Initialiser.HE,
                        NetworkInput.unnormalised(SHAPE, 2).layer())
                .stage("body")
                .conv("conv", 2, 3, 1, 1)
                .globalAveragePool("pool")
                .classify("fc", 2);
    }

    /** What the augmentations here may be told. */
    public record Pixels(@About("How far") @Default("1") int pixels) {}

    private static final class Shift implements Augmentation<Pixels> {

        @Override
        public String name() {
            return "shift";
        }

        @Override
        public String summary() {
            return "Shifts";
        }

        @Override
        public Class<Pixels> parameters() {
            return Pixels.class;
        }

        @Override
        public Transform draw(Pixels parameters, ImageStatistics images, RandomStream random) {
            return Transform.Geometric.translation(parameters.pixels(), 0);
        }
    }

    private static final class Blend implements Augmentation<Pixels> {

        @Override
        public String name() {
            return "blend";
        }

        @Override
        public String summary() {
            return "Mixes";
        }

        @Override
        public Class<Pixels> parameters() {
            return Pixels.class;
        }

        @Override
        public boolean mixes() {
            return true;
        }

        @Override
        public Transform draw(Pixels parameters, ImageStatistics images, RandomStream random) {
            return new Transform.Mix(0.5, Optional.empty());
        }
    }
}
