package dev.stride.training.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.artifacts.Tensor;
import dev.stride.model.Optimizer;
import dev.stride.model.RandomStream;
import dev.stride.model.TrainingSettings;
import dev.stride.network.Network;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Zhang et al. (2018): the loss of a mixed image is the mean of its labels' losses, weighed by their shares. */
class MixedLabelsTest {

    private static final int IMAGES = 6;
    private static final int CLASSES = 3;
    private static final Network NETWORK = NarrowNets.LENET.network(CLASSES);

    @Test
    void lossAndGradientsAreMeansByTheShares() {
        float share = 0.7f;
        Outcome own = fit(Optional.empty(), 0);
        Outcome other = fit(Optional.empty(), 1);
        float[] shares = new float[IMAGES];
        java.util.Arrays.fill(shares, share);
        Outcome mixed = fit(Optional.of(new Batch.Mixture(labels(1), shares)), 0);
        assertThat(mixed.step().loss())
                .isCloseTo(
                        share * own.step().loss() + (1 - share) * other.step().loss(), within(1e-5f));
        assertThat(mixed.step().hits())
                .as("hits of the images' own labels")
                .isEqualTo(own.step().hits());
        mixed.gradients().forEach((name, tensor) -> {
            float[] first = own.gradients().get(name).values();
            float[] second = other.gradients().get(name).values();
            for (int i = 0; i < first.length; i++) {
                assertThat(tensor.values()[i]).isCloseTo(share * first[i] + (1 - share) * second[i], within(1e-5f));
            }
        });
    }

    @Test
    void everyImageHasAShareOfItsOwn() {
        float[] shares = {1, 0, 1, 0, 1, 0};
        long[] expected = labels(0);
        for (int i = 1; i < IMAGES; i += 2) {
            expected[i] = labels(1)[i];
        }
        float mixed =
                fit(Optional.of(new Batch.Mixture(labels(1), shares)), 0).step().loss();
        Batch batch = batch(0);
        System.arraycopy(expected, 0, batch.labels(), 0, IMAGES);
        assertThat(mixed).isCloseTo(fit(batch).step().loss(), within(1e-5f));
    }

    private record Outcome(Program.Step step, Map<String, Tensor> gradients) {}

    private static Outcome fit(Optional<Batch.Mixture> mixture, int turn) {
        Batch batch = batch(turn);
        batch.setMixture(mixture);
        return fit(batch);
    }

    private static Outcome fit(Batch batch) {
        Map<String, Tensor> weights = InitialWeights.of(NETWORK, RandomStream.of(3));
        try (var gradients = new Gradients(NETWORK);
                Program program = Program.compile(
                        NETWORK,
                        Learning.ALL,
                        new Optimizer.Sgd(0, 0, false, 0),
                        new TrainingSettings(1, IMAGES, 0, 0));
                TrialTensors tensors = program.tensors(weights)) {
            return new Outcome(program.fit(tensors, batch, 0, 1), gradients.of(weights, batch));
        }
    }

    private static Batch batch(int turn) {
        Batch batch = RandomBatch.of(NETWORK.input().shape(), IMAGES, CLASSES);
        System.arraycopy(labels(turn), 0, batch.labels(), 0, IMAGES);
        return batch;
    }

    private static long[] labels(int turn) {
        long[] labels = new long[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (i + turn) % CLASSES;
        }
        return labels;
    }
}
