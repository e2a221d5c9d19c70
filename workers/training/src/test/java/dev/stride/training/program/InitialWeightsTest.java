package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ImageShape;
import dev.stride.model.RandomStream;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The spread of what weights start from. */
class InitialWeightsTest {

    private static final int FILTERS = 64;
    private static final int CHANNELS = 32;
    private static final int KERNEL = 5;
    private static final int FAN_IN = CHANNELS * KERNEL * KERNEL;
    private static final int FAN_OUT = FILTERS * KERNEL * KERNEL;

    @Test
    void heWeightsAreNormalWithAVarianceOfTwoByTheInputs() {
        float[] weights = weights(Initialiser.HE).get("conv.weight").values();
        double deviation = Math.sqrt(2.0 / FAN_IN);
        assertThat(mean(weights)).isCloseTo(0, within(4 * deviation / Math.sqrt(weights.length)));
        assertThat(variance(weights)).isCloseTo(2.0 / FAN_IN, within(0.03 * 2.0 / FAN_IN));
        assertThat(shareBelow(weights, deviation)).as("within one deviation").isCloseTo(0.683, within(0.01));
    }

    @Test
    void xavierWeightsAreUniformWithAVarianceOfTwoByInputsAndOutputs() {
        float[] weights = weights(Initialiser.XAVIER).get("conv.weight").values();
        double bound = Math.sqrt(6.0 / (FAN_IN + FAN_OUT));
        assertThat(shareBelow(weights, bound)).isEqualTo(1);
        assertThat(shareBelow(weights, bound / 2)).as("within half the bound").isCloseTo(0.5, within(0.01));
        assertThat(variance(weights)).isCloseTo(2.0 / (FAN_IN + FAN_OUT), within(0.03 * 2.0 / (FAN_IN + FAN_OUT)));
    }

    @Test
    void lecunsWeightsAreUniformWithinTheirBoundByTheInputs() {
        float[] weights = weights(Initialiser.LECUN).get("conv.weight").values();
        double bound = 2.4 / FAN_IN;
        assertThat(shareBelow(weights, bound)).isEqualTo(1);
        assertThat(shareBelow(weights, bound / 2)).as("within half the bound").isCloseTo(0.5, within(0.01));
    }

    @Test
    void krizhevskysAndSimonyansWeightsHaveOneDeviationWhateverTheLayer() {
        float[] krizhevsky = weights(Initialiser.KRIZHEVSKY).get("conv.weight").values();
        assertThat(variance(krizhevsky)).isCloseTo(1e-4, within(3e-6));
        assertThat(shareBelow(krizhevsky, 0.01)).isCloseTo(0.683, within(0.01));
        float[] simonyan = weights(Initialiser.SIMONYAN).get("conv.weight").values();
        assertThat(variance(simonyan)).isCloseTo(1e-2, within(3e-4));
    }

    @Test
    void krizhevskysBiasesAreOnesInTheSecondFourthAndFifthConvolutionAndInHiddenDenseLayers() {
        NetworkBuilder net = input(Initialiser.KRIZHEVSKY);
        for (int conv = 1; conv <= 6; conv++) {
            net.conv("conv" + conv, 2, 3, 1, 1);
        }
        Network network = net.flatten("flatten").dense("fc1", 4).classify("fc2", 3);
        Map<String, Tensor> weights = InitialWeights.of(network, RandomStream.of(1));
        assertThat(weights.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(".bias")
                                && entry.getValue().values()[0] == 1)
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("conv2.bias", "conv4.bias", "conv5.bias", "fc1.bias");
        assertThat(weights.get("conv1.bias").values()).containsOnly(0);
    }

    @Test
    void biasesAndStatisticsStartFromWhatChangesNothing() {
        Map<String, Tensor> weights = weights(Initialiser.HE);
        assertThat(weights.get("conv.bias").values()).containsOnly(0);
        assertThat(weights.get("norm.weight").values()).containsOnly(0.5f);
        assertThat(weights.get("norm.bias").values()).containsOnly(0);
        assertThat(weights.get("norm.running_mean").values()).containsOnly(0);
        assertThat(weights.get("norm.running_var").values()).containsOnly(1);
    }

    @Test
    void eachTensorIsDrawnByItsNameWhateverStandsAroundIt() {
        Network alone = input(Initialiser.HE)
                .conv("twin", 4, 3, 1, 1)
                .globalAveragePool("pool")
                .classify("fc", 3);
        Network pair = input(Initialiser.HE)
                .conv("first", 4, 3, 1, 1)
                .from("input")
                .conv("twin", 4, 3, 1, 1)
                .globalAveragePool("pool")
                .classify("fc", 3);
        Map<String, Tensor> one = InitialWeights.of(alone, RandomStream.of(3));
        Map<String, Tensor> two = InitialWeights.of(pair, RandomStream.of(3));
        assertThat(two.get("twin.weight")).isEqualTo(one.get("twin.weight"));
        assertThat(two.get("first.weight").values())
                .isNotEqualTo(two.get("twin.weight").values());
        assertThat(InitialWeights.of(alone, RandomStream.of(4)).get("twin.weight"))
                .isNotEqualTo(one.get("twin.weight"));
    }

    private static Map<String, Tensor> weights(Initialiser initialiser) {
        Network network = input(initialiser)
                .conv("wide", CHANNELS, 1, 1, 0)
                .conv("conv", FILTERS, KERNEL, 1, 2)
                .put("norm", new Layer.BatchNorm(0.1, 1e-5, 0.5))
                .globalAveragePool("pool")
                .classify("fc", 3);
        return InitialWeights.of(network, RandomStream.of(3));
    }

    private static NetworkBuilder input(Initialiser initialiser) {
        var input = new NetworkInput(new ImageShape(1, 8, 8), 3, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("starts", initialiser, input.layer()).stage("body");
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double variance(float[] values) {
        double mean = mean(values);
        return IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow();
    }

    private static double shareBelow(float[] values, double bound) {
        return (double) IntStream.range(0, values.length)
                        .filter(i -> Math.abs(values[i]) <= bound)
                        .count()
                / values.length;
    }
}
