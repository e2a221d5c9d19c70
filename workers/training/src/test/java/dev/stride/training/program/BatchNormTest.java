package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.artifacts.Tensor;
import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Initialiser;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkBuilder;
import dev.stride.spi.NetworkInput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Running statistics are those of the paper, in plain arithmetic. */
class BatchNormTest {

    private static final ImageShape IMAGES = new ImageShape(2, 3, 4);
    private static final int AREA = 12;
    private static final int COUNT = 5;
    private static final double MOMENTUM = 0.25;
    private static final List<Double> MEAN = List.of(0.4, 0.6);
    private static final List<Double> DEVIATION = List.of(0.3, 0.2);

    @Test
    void aStepMovesTheRunningStatisticsTowardsThoseOfItsBatch() {
        Map<String, Tensor> after = trained(Set.of());
        for (int c = 0; c < 2; c++) {
            double[] values = channel(c);
            double mean = mean(values);
            double variance = java.util.Arrays.stream(values)
                            .map(v -> (v - mean) * (v - mean))
                            .sum()
                    / (values.length - 1);
            assertThat((double) after.get("norm.running_mean").values()[c]).isCloseTo(MOMENTUM * mean, within(1e-5));
            assertThat((double) after.get("norm.running_var").values()[c])
                    .isCloseTo(1 - MOMENTUM + MOMENTUM * variance, within(1e-5));
        }
    }

    @Test
    void aFrozenNormKeepsThem() {
        Map<String, Tensor> after = trained(Set.of("norm"));
        assertThat(after.get("norm.running_mean").values()).containsOnly(0);
        assertThat(after.get("norm.running_var").values()).containsOnly(1);
    }

    private static Map<String, Tensor> trained(Set<String> frozen) {
        Network network = network();
        try (Program program = Program.compile(
                        network,
                        Learning.without(frozen),
                        new Optimizer.Sgd(0.1, 0, false, 0),
                        new TrainingSettings(1, COUNT, 0, 0));
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            program.fit(tensors, RandomBatch.of(IMAGES, COUNT, 3), 0.1, 1);
            return tensors.export().stream().collect(Collectors.toMap(Tensor::name, t -> t));
        }
    }

    /** What reaches the norm in a channel. */
    private static double[] channel(int channel) {
        Batch batch = RandomBatch.of(IMAGES, COUNT, 3);
        double[] values = new double[COUNT * AREA];
        for (int i = 0; i < values.length; i++) {
            int pixel = batch.pixels().get((i / AREA * 2 + channel) * AREA + i % AREA) & 0xFF;
            values[i] = (pixel / 255.0 - MEAN.get(channel)) / DEVIATION.get(channel);
        }
        return values;
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static Network network() {
        var input = new NetworkInput(IMAGES, 3, MEAN, DEVIATION);
        return NetworkBuilder.of("norms", Initialiser.HE, input.layer())
                .stage("body")
                .put("norm", new Layer.BatchNorm(MOMENTUM, 1e-5, 1))
                .globalAveragePool("pool")
                .classify("fc", 3);
    }
}
