package dev.stride.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stride.model.ImageShape;
import dev.stride.network.Initialiser;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TransferPlanTest {

    private static final Network NET = NetworkBuilder.of(
                    "net",
                    Initialiser.HE,
                    NetworkInput.unnormalised(new ImageShape(1, 4, 4), 2).layer())
            .stage("features")
            .conv("conv", 2, 3, 1, 1)
            .conv("deep", 2, 3, 1, 1)
            .globalAveragePool("pool")
            .classify("fc", 2);

    @Test
    void whatItNamesAreLayersOfItsNet() {
        refused(plan(Set.of("convv"), Set.of(), Map.of(), Map.of()), "loads 'convv', which is no layer of net");
        refused(plan(Set.of(), Set.of("features"), Map.of(), Map.of()), "freezes 'features'");
        refused(plan(Set.of(), Set.of(), Map.of("x", 0.5), Map.of()), "gives a rate to 'x'");
        refused(plan(Set.of(), Set.of(), Map.of(), Map.of("x", 2)), "gives a first epoch to 'x'");
    }

    @Test
    void whatIsFrozenNeverTrains() {
        refused(plan(Set.of(), Set.of("conv"), Map.of("conv", 0.5), Map.of()), "freezes 'conv', and gives it a rate");
        refused(
                plan(Set.of(), Set.of("conv"), Map.of(), Map.of("conv", 2)),
                "freezes 'conv', and gives it a first epoch");
    }

    @Test
    void aRateIsANumberAboveZero() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(
                    plan(Set.of(), Set.of(), Map.of("conv", rate), Map.of()),
                    "multiplies the rate of 'conv' by " + rate);
        }
    }

    @Test
    void epochsCountFromOne() {
        refused(plan(Set.of(), Set.of(), Map.of(), Map.of("conv", 0)), "trains 'conv' from epoch 0 on");
    }

    @Test
    void aNodeIsFrozenUntilItsFirstEpoch() {
        TransferPlan plan =
                new TransferPlan(NET, Set.of(), Set.of("conv"), Map.of("deep", 0.1), Map.of("deep", 3), "because");
        assertThat(plan.frozenIn(1)).containsExactlyInAnyOrder("conv", "deep");
        assertThat(plan.frozenIn(2)).containsExactlyInAnyOrder("conv", "deep");
        assertThat(plan.frozenIn(3)).containsExactly("conv");
    }

    private static Runnable plan(
            Set<String> loaded, Set<String> frozen, Map<String, Double> rates, Map<String, Integer> firstEpochs) {
        return () -> new TransferPlan(NET, loaded, frozen, rates, firstEpochs, "because");
    }

    private static void refused(Runnable plan, String words) {
        assertThatIllegalArgumentException().isThrownBy(plan::run).withMessageContaining("a plan " + words);
    }
}
