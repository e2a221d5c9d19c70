package dev.stride.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.model.ImageShape;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterValue;
import dev.stride.network.Network;
import dev.stride.plugins.architectures.LeNet5;
import dev.stride.plugins.architectures.ResNet;
import dev.stride.spi.Architecture;
import dev.stride.spi.ImageSet;
import dev.stride.spi.NetworkInput;
import dev.stride.spi.ParameterRecord;
import dev.stride.training.input.BatchPair;
import dev.stride.training.input.BatchesAhead;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    @Test
    void smallNetsTakeHundredsOfImagesAtOnceWhateverTheBatch() {
        assertThat(Evaluator.images(network(new LeNet5(), 12), 8)).isEqualTo(500);
        assertThat(Evaluator.images(network(new LeNet5(), 28), 8)).isBetween(400, 500);
        assertThat(Evaluator.images(network(new ResNet(), 28), 1)).isBetween(150, 200);
    }

    @Test
    void largeImagesAreFewerAtOnceButNoFewerThanInTraining() {
        assertThat(Evaluator.images(network(new ResNet(), 224), 1)).isEqualTo(2);
        assertThat(Evaluator.images(network(new ResNet(), 224), 64)).isEqualTo(64);
        assertThat(Evaluator.images(network(new ResNet(), 2000), 1)).isEqualTo(1);
        assertThat(Evaluator.images(network(new ResNet(), 28), 1000)).isEqualTo(500);
    }

    @Test
    void theScoreDoesNotDependOnHowManyAreTakenAtOnce() {
        try (SmallTrial trial = SmallTrial.of(new Optimizer.Sgd(0, 0, false, 0), 8);
                TrialState state = trial.fresh();
                var ahead = BatchesAhead.of(trial.data().data().test())) {
            ImageSet images = trial.data().data().test();
            int[] all = IntStream.range(0, images.count()).toArray();
            Scores.Score large = new Evaluator(pair(state, 500))
                    .evaluate(state, ahead, images, all, () -> false)
                    .orElseThrow()
                    .main();
            Scores.Score small = new Evaluator(pair(state, 9))
                    .evaluate(state, ahead, images, all, () -> false)
                    .orElseThrow()
                    .main();
            assertThat(small.accuracy()).isEqualTo(large.accuracy());
            assertThat(small.loss()).isCloseTo(large.loss(), within(1e-6));
        }
    }

    private static <P extends Record> Network network(Architecture<P> architecture, int size) {
        return architecture.describe(
                ParameterRecord.of(architecture.parameters()).bind(ParameterValue.Fields.NONE),
                NetworkInput.unnormalised(new ImageShape(1, size, size), 10));
    }

    private static BatchPair pair(TrialState state, int images) {
        return BatchPair.of(state.program().inputs(), images, false);
    }
}
