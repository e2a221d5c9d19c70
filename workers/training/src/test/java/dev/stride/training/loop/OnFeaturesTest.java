package dev.stride.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stride.artifacts.Tensor;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.Metric;
import dev.stride.model.Optimizer;
import dev.stride.spi.TransferPlan;
import dev.stride.training.features.FeatureStore;
import dev.stride.training.program.TrialTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trial whose first layers are frozen, once on images and once on the features of those layers. */
class OnFeaturesTest {

    private static final Optimizer SGD = new Optimizer.Sgd(0.05, 0.9, true, 1e-3);
    private static final TransferPlan FROZEN =
            TransferPlan.of(SmallTrial.net(), Set.of(), Set.of("conv", "norm"), "the first layers stay");

    /** Features are computed in batches of another size than images are trained on in, which may change last bits. */
    private static final double ROUNDING = 1e-6;

    @TempDir
    Path folder;

    /** What a trial came to: the measurements of each epoch and at the end, and its last weights. */
    private record Came(List<Map<Metric, Double>> epochs, Map<Metric, Double> end, Map<String, Tensor> weights) {}

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void itMeasuresAndLearnsWhatItWouldOnImages(int variants) throws IOException {
        Came images = run(variants, false, () -> false);
        Came features = run(variants, true, () -> false);
        for (int epoch = 0; epoch < images.epochs().size(); epoch++) {
            Map<Metric, Double> there = images.epochs().get(epoch);
            features.epochs()
                    .get(epoch)
                    .forEach((metric, value) ->
                            assertThat(value).as(metric.word()).isCloseTo(there.get(metric), within(ROUNDING)));
        }
        features.end()
                .forEach((metric, value) -> assertThat(value)
                        .as(metric.word())
                        .isCloseTo(images.end().get(metric), within(ROUNDING)));
        assertThat(features.weights().keySet()).isEqualTo(images.weights().keySet());
        Map<String, Tensor> start = SmallTrial.weights();
        for (String frozen : List.of("conv.weight", "norm.weight", "norm.running_mean", "norm.running_var")) {
            assertThat(features.weights().get(frozen)).as(frozen).isEqualTo(start.get(frozen));
        }
        assertThat(files()).as("test, train and each variant").hasSize(2 + variants);
    }

    @Test
    void theNextTrialComputesNothingAndEndsInTheSameBits() throws IOException {
        Came first = run(3, true, () -> false);
        List<Path> files = files();
        var asked = new AtomicInteger();
        Came second = run(3, true, () -> asked.incrementAndGet() < 0);
        assertThat(second).isEqualTo(first);
        assertThat(files()).isEqualTo(files);
    }

    @Test
    void eachSourceHasFeaturesOfItsOwnInOneStore() throws IOException {
        Map<String, Tensor> other = SmallTrial.weights(99);
        Came first = run(0, true, () -> false);
        List<Path> files = files();
        Came second = run(other, 0, true, () -> false);
        assertThat(files()).as("those of the first stay").containsAll(files).hasSize(2 * files.size());
        assertThat(second.end()).isNotEqualTo(first.end());
        Came onImages = run(other, 0, false, () -> false);
        second.end()
                .forEach((metric, value) -> assertThat(value)
                        .as(metric.word())
                        .isCloseTo(onImages.end().get(metric), within(ROUNDING)));
        assertThat(run(0, true, () -> false)).as("the first source again").isEqualTo(first);
    }

    @Test
    void whatIsCancelledWhileItComputesIsCancelled() throws IOException {
        try (SmallTrial trial = SmallTrial.of(SGD, 8, FROZEN)) {
            TrialTraining training = trial.onFeatures(store(), 3);
            try (TrialState state = training.fresh(SmallTrial.weights())) {
                var asked = new AtomicInteger();
                AttemptEvent end = training.run(state, new Heard(), () -> asked.incrementAndGet() > 2);
                assertThat(end).isInstanceOf(AttemptEvent.Cancelled.class);
            }
        }
        assertThat(files()).as("the test images take two batches").hasSize(1);
    }

    @Test
    void aTrialThatGoesOnReadsTheSameFeatures() throws IOException {
        Came whole = run(3, true, () -> false);
        try (SmallTrial trial = SmallTrial.of(SGD, 8, FROZEN)) {
            var heard = new Heard();
            TrialTraining training = trial.onFeatures(store(), 3);
            try (TrialState state = training.fresh(SmallTrial.weights())) {
                training.run(state, heard, () -> false);
            }
            TrialTraining again = trial.onFeatures(store(), 3);
            try (TrialState state = again.resumed(1, heard.states().get(0))) {
                again.run(state, heard, () -> false);
                assertThat(weights(state.tensors())).isEqualTo(whole.weights());
            }
        }
    }

    private record Heard(List<Map<Metric, Double>> metrics, List<Map<String, Tensor>> states)
            implements TrialTraining.EpochListener {

        Heard() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public void begins(int epoch) {}

        @Override
        public void completed(
                int epoch, Map<Metric, Double> measured, double seconds, long images, TrialTensors tensors) {
            metrics.add(measured);
            states.add(weights(tensors));
        }
    }

    private Came run(int variants, boolean onFeatures, BooleanSupplier cancelled) {
        return run(SmallTrial.weights(), variants, onFeatures, cancelled);
    }

    private Came run(Map<String, Tensor> source, int variants, boolean onFeatures, BooleanSupplier cancelled) {
        try (SmallTrial trial = SmallTrial.of(SGD, 8, FROZEN)) {
            TrialTraining training = onFeatures ? trial.onFeatures(store(), variants) : trial.onImages(variants);
            try (TrialState state = training.fresh(source)) {
                var heard = new Heard();
                var end = (AttemptEvent.Finished) training.run(state, heard, cancelled);
                return new Came(heard.metrics(), end.metrics(), weights(state.tensors()));
            }
        }
    }

    private static Map<String, Tensor> weights(TrialTensors tensors) {
        return tensors.export().stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    }

    private FeatureStore store() {
        return new FeatureStore(folder, 1 << 20, Clock.systemUTC());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".features"))
                    .sorted()
                    .toList();
        }
    }
}
