package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
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
import org.junit.jupiter.api.Test;

/** A net with an auxiliary head: its loss counts in training by its weight, and is out of evaluation. */
class HeadsTest {

    private static final ImageShape IMAGES = new ImageShape(1, 3, 3);
    private static final double WEIGHT = 0.3;

    @Test
    void theLossIsTheWeightedSumOverTheHeads() {
        assertThat(trainingLoss(two()))
                .isCloseTo(trainingLoss(one("fc")) + WEIGHT * trainingLoss(one("side")), within(1e-5));
    }

    @Test
    void gradientsOfAHeadAreThoseOfItsOwnLossTimesItsWeight() {
        float[] alone = gradients(one("side")).get("side.weight").values();
        float[] beside = gradients(two()).get("side.weight").values();
        for (int i = 0; i < alone.length; i++) {
            assertThat((double) beside[i]).isCloseTo(WEIGHT * alone[i], within(1e-6));
        }
        assertThat(gradients(two()).get("fc.weight"))
                .isEqualTo(gradients(one("fc")).get("fc.weight"));
    }

    @Test
    void evaluationTellsEachHeadByItself() {
        assertThat(evaluation(two()))
                .containsOnly(
                        entry(Program.MAIN, evaluation(one("fc")).get(Program.MAIN)),
                        entry("side-logits", evaluation(one("side")).get(Program.MAIN)));
    }

    @Test
    void theExportedNetHasTheMainHeadsLogits() {
        assertThat(logits(two())).isEqualTo(logits(two().exported())).isEqualTo(logits(one("fc")));
    }

    /** With momentum the state after the first step is the gradient itself. */
    @Test
    void theNormOfAStagesGradientIsToldBeforeClipping() {
        Network network = two();
        Map<String, Tensor> gradients = gradients(network);
        try (Program program = Program.compile(
                        network, Learning.ALL, new Optimizer.Sgd(0, 0, false, 0), new TrainingSettings(1, 6, 0, 1e-3));
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            assertThat(program.fit(tensors, batch(), 0, 1).gradientNorms()).isEmpty();
            assertThat(program.fit(tensors, batch(), 0, 1, true).gradientNorms())
                    .hasSize(2)
                    .hasEntrySatisfying(
                            "body",
                            norm -> assertThat(norm)
                                    .isCloseTo(norm(gradients, "side.weight", "side.bias"), within(1e-5)))
                    .hasEntrySatisfying(
                            Network.HEAD_STAGE,
                            norm -> assertThat(norm).isCloseTo(norm(gradients, "fc.weight", "fc.bias"), within(1e-5)));
        }
    }

    private static double norm(Map<String, Tensor> gradients, String... names) {
        double squares = 0;
        for (String name : names) {
            for (float value : gradients.get(name).values()) {
                squares += (double) value * value;
            }
        }
        return Math.sqrt(squares);
    }

    private static float[] logits(Network network) {
        try (Program program = compile(network);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            return program.logits(tensors, batch());
        }
    }

    private static Map<String, Tensor> gradients(Network network) {
        try (var gradients = new Gradients(network)) {
            return gradients.of(InitialWeights.of(network, RandomStream.of(3)), batch());
        }
    }

    private static double trainingLoss(Network network) {
        try (Program program = compile(network);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            return program.fit(tensors, batch(), 0, 1).loss();
        }
    }

    private static Map<String, Program.Evaluation> evaluation(Network network) {
        try (Program program = compile(network);
                TrialTensors tensors = program.tensors(InitialWeights.of(network, RandomStream.of(3)))) {
            return program.evaluate(tensors, batch());
        }
    }

    private static Program compile(Network network) {
        return Program.compile(
                network, Learning.ALL, new Optimizer.Sgd(0, 0, false, 0), new TrainingSettings(1, 6, 0.1, 0));
    }

    private static Network one(String dense) {
        return body().classify(dense, 3);
    }

    private static Network two() {
        return body().dense("side", 3)
                .put("side-logits", new Layer.Head(3, WEIGHT, true))
                .from("flatten")
                .classify("fc", 3);
    }

    private static NetworkBuilder body() {
        var input = new NetworkInput(IMAGES, 3, List.of(0.5), List.of(0.3));
        return NetworkBuilder.of("heads", Initialiser.HE, input.layer())
                .stage("body")
                .flatten("flatten");
    }

    private static Batch batch() {
        return RandomBatch.of(IMAGES, 6, 3);
    }
}
