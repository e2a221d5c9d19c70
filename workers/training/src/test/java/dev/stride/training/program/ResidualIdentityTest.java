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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A residual block that adds nothing is the identity on what a rectifier gives (He et al., 2016). */
class ResidualIdentityTest {

    private static final ImageShape IMAGES = new ImageShape(3, 8, 8);
    private static final int CLASSES = 4;
    private static final double RATE = 0.05;
    private static final Optimizer PLAIN = new Optimizer.Sgd(RATE, 0, false, 0);

    @Test
    void aBlockWhoseLastGammaIsZeroLeavesTheOutputsOfATrainedNetUnchanged() {
        Map<String, Tensor> trained = trained(normalised(OptionalInt.empty()));
        float[] before = logits(normalised(OptionalInt.empty()), trained);
        assertThat(withBlock(trained, 0)).containsExactly(before, within(1e-6f));
        assertThat(distance(withBlock(trained, 1), before))
                .as("a block that does something is seen in the outputs")
                .isGreaterThan(1e-2);
    }

    @Test
    void aBlockOfZerosReturnsItsInputExactly() {
        Map<String, Tensor> tensors = new HashMap<>(InitialWeights.of(pixels(true), RandomStream.of(3)));
        float[] drawn = logits(pixels(true), tensors);
        tensors.replaceAll((name, tensor) -> name.startsWith("block") ? zeros(tensor) : tensor);
        float[] input = logits(pixels(false), tensors);
        assertThat(logits(pixels(true), tensors)).isEqualTo(input);
        assertThat(drawn).isNotEqualTo(input);
    }

    private static float[] withBlock(Map<String, Tensor> trained, int lastGamma) {
        Network deeper = normalised(OptionalInt.of(lastGamma));
        Map<String, Tensor> tensors = new HashMap<>(InitialWeights.of(deeper, RandomStream.of(5)));
        assertThat(tensors.keySet()).containsAll(trained.keySet());
        tensors.putAll(trained);
        return logits(deeper, tensors);
    }

    private static Map<String, Tensor> trained(Network network) {
        Map<String, Tensor> start = InitialWeights.of(network, RandomStream.of(3));
        try (Program program = compile(network);
                TrialTensors tensors = program.tensors(start)) {
            for (int step = 0; step < 5; step++) {
                program.fit(tensors, batch(), RATE, 1);
            }
            Map<String, Tensor> trained = tensors.export().stream().collect(Collectors.toMap(Tensor::name, t -> t));
            assertThat(trained.keySet()).isEqualTo(start.keySet());
            return trained;
        }
    }

    private static float[] logits(Network network, Map<String, Tensor> values) {
        try (Program program = compile(network);
                TrialTensors tensors = program.tensors(values)) {
            return program.logits(tensors, batch());
        }
    }

    private static Program compile(Network network) {
        return Program.compile(network, Learning.ALL, PLAIN, new TrainingSettings(1, 8, 0, 0));
    }

    /** @param lastGamma of the block, where there is one */
    private static Network normalised(OptionalInt lastGamma) {
        var input = new NetworkInput(IMAGES, CLASSES, List.of(0.5, 0.4, 0.3), List.of(0.3, 0.2, 0.25));
        NetworkBuilder net = NetworkBuilder.of("normalised", Initialiser.HE, input.layer())
                .stage("body")
                .convWithoutBias("conv", 6, 3, 1, 1)
                .batchNorm("norm")
                .relu("relu");
        lastGamma.ifPresent(gamma -> net.convWithoutBias("block.conv1", 6, 3, 1, 1)
                .batchNorm("block.norm1")
                .relu("block.relu1")
                .convWithoutBias("block.conv2", 6, 3, 1, 1)
                .put("block.norm2", new Layer.BatchNorm(0.1, 1e-5, gamma))
                .add("block.add", "relu")
                .relu("block.relu2"));
        return net.globalAveragePool("pool").classify("fc", CLASSES);
    }

    /** Pixels, none of which is negative, classified as they are or behind a block. */
    private static Network pixels(boolean block) {
        NetworkBuilder net = NetworkBuilder.of(
                        "pixels",
                        Initialiser.HE,
                        NetworkInput.unnormalised(IMAGES, CLASSES).layer())
                .stage("body")
                .relu("relu");
        if (block) {
            net.conv("block.conv1", 5, 3, 1, 1)
                    .relu("block.relu1")
                    .conv("block.conv2", 3, 3, 1, 1)
                    .add("block.add", "relu")
                    .relu("block.relu2");
        }
        return net.flatten("flatten").classify("fc", CLASSES);
    }

    private static Tensor zeros(Tensor tensor) {
        return new Tensor(tensor.name(), tensor.shape(), new float[tensor.values().length]);
    }

    private static double distance(float[] a, float[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    private static Batch batch() {
        return RandomBatch.of(IMAGES, 8, CLASSES);
    }
}
