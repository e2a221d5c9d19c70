package dev.stride.pluginhost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.ModuleKind;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.SourceWeights;
import dev.stride.spi.TransferPlan;
import dev.stride.spi.TransferSource;
import dev.stride.spi.TransferStrategy;
import dev.stride.spi.TransferTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class BoundTest {

    private static final Network NET = net(new ImageShape(1, 4, 4), 2);

    record None() {}

    private record Planned(Supplier<TransferPlan> plan) implements TransferStrategy<None> {
        @Override
        public String name() {
            return "planned";
        }

        @Override
        public String summary() {
            return "Answers as it is told";
        }

        @Override
        public Class<None> parameters() {
            return None.class;
        }

        @Override
        public Optional<TransferSource> source(None parameters) {
            return Optional.empty();
        }

        @Override
        public TransferPlan plan(None parameters, TransferTarget target, Optional<SourceWeights> source) {
            return plan.get();
        }
    }

    @Test
    void aPlanThatContradictsItselfIsTheStrategysDefect() {
        TransferPlan plan = TransferPlan.of(NET, Set.of("conv"), Set.of("conv"), "because");
        assertThat(answered(() -> plan)).isEqualTo(plan);
        assertRefused(() -> TransferPlan.of(NET, Set.of(), Set.of("features"), "a stage"), "'features'");
    }

    @Test
    void aPlannedNetIsForTheTargetsImagesAndClasses() {
        assertRefused(() -> TransferPlan.fromScratch(net(new ImageShape(1, 5, 4), 2), "larger"), "1x5x4");
        assertRefused(() -> TransferPlan.fromScratch(net(new ImageShape(1, 4, 4), 3), "more"), "3 classes");
    }

    private static void assertRefused(Supplier<TransferPlan> plan, String named) {
        assertThatThrownBy(() -> answered(plan))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLUGIN_FAILED))
                .hasMessageContaining("planned")
                .hasMessageContaining(named);
    }

    private static TransferPlan answered(Supplier<TransferPlan> plan) {
        var registry = PluginRegistry.of(
                List.of(new LoadedPlugin("p", Path.of("p"), "0".repeat(64), List.of(new Planned(plan)))));
        return Bound.of(registry, ModuleRef.of(ModuleKind.TRANSFER, "planned"))
                .plan(new TransferTarget(NET, 10), Optional.empty());
    }

    private static Network net(ImageShape shape, int classes) {
        return NetworkBuilder.of(
                        "net",
                        Initialiser.HE,
                        NetworkInput.unnormalised(shape, classes).layer())
                .stage("features")
                .conv("conv", 2, 3, 1, 1)
                .globalAveragePool("pool")
                .classify("fc", classes);
    }
}
