package dev.stride.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stride.artifacts.Tensor;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.ErrorCode;
import dev.stride.model.ImageShape;
import dev.stride.model.Metric;
import dev.stride.model.Optimizer;
import dev.stride.model.PlatformException;
import dev.stride.model.Quantity;
import dev.stride.network.Network;
import dev.stride.network.TensorDeclaration;
import dev.stride.spi.Image;
import dev.stride.spi.ImageSet;
import dev.stride.spi.TransferPlan;
import dev.stride.training.program.TrialTensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Of 45 images 33 are learned from, in batches of 8, 8, 8 and 9, and 12 validate, in one batch; 700 test, in two. So an
 * epoch asks five times whether it is cancelled, and the test twice.
 */
class TrialTrainingTest {

    private static final int EPOCHS = 3;
    private static final int BATCH = 8;
    private static final Optimizer SGD = new Optimizer.Sgd(0.05, 0.9, true, 1e-3);

    private static final Optimizer TOO_FAST = new Optimizer.Sgd(1e38, 0.9, false, 0);

    /** The norms begin one epoch after the head, and the convolution another one after them, at a rate of its own. */
    private static final TransferPlan GRADUAL = new TransferPlan(
            SmallTrial.net(),
            Set.of(),
            Set.of(),
            Map.of("conv", 0.5),
            Map.of("norm", 2, "vector-norm", 2, "drop", 2, "conv", 3),
            "more and more trains");

    static Stream<Arguments> optimizersAndPlans() {
        var adamw = new Optimizer.AdamW(0.01, 0.9, 0.999, 1e-8, 0.01);
        return Stream.of(TransferPlan.fromScratch(SmallTrial.net(), "all afresh"), GRADUAL)
                .flatMap(plan -> Stream.of(SGD, adamw).map(optimizer -> Arguments.of(optimizer, plan)));
    }

    /** What a listener hears, in order, and the state after each epoch. */
    private record Heard(List<String> words, List<Map<String, Tensor>> states, List<Map<Metric, Double>> metrics)
            implements TrialTraining.EpochListener {

        Heard() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public void begins(int epoch) {
            words.add("begins " + epoch);
        }

        @Override
        public void completed(
                int epoch, Map<Metric, Double> measured, double seconds, long images, TrialTensors tensors) {
            words.add("completed " + epoch + " with " + images);
            states.add(tensors.export().stream().collect(Collectors.toMap(Tensor::name, Function.identity())));
            metrics.add(measured);
        }
    }

    @Test
    void aTrialGoesThroughItsEpochsAndIsTestedAtTheEnd() {
        var heard = new Heard();
        AttemptEvent end = run(SGD, heard, () -> false);
        assertThat(heard.words())
                .containsExactly(
                        "begins 1",
                        "completed 1 with 33",
                        "begins 2",
                        "completed 2 with 33",
                        "begins 3",
                        "completed 3 with 33");
        assertThat(heard.metrics())
                .allSatisfy(metrics -> assertThat(metrics)
                        .containsKeys(
                                Metric.TRAIN_LOSS,
                                Metric.TRAIN_ACCURACY,
                                Metric.RATE,
                                Metric.VALIDATION_LOSS,
                                Metric.VALIDATION_ACCURACY,
                                new Metric(Quantity.GRADIENT_NORM, "body"),
                                new Metric(Quantity.GRADIENT_NORM, Network.HEAD_STAGE))
                        .allSatisfy((metric, value) -> assertThat(value).isFinite()));
        assertThat(end)
                .isInstanceOfSatisfying(
                        AttemptEvent.Finished.class,
                        finished -> assertThat(finished.metrics())
                                .containsOnlyKeys(Metric.TEST_LOSS, Metric.TEST_ACCURACY, Metric.TEST_GAP));
    }

    @ParameterizedTest
    @MethodSource("optimizersAndPlans")
    void whatGoesOnFromAnyEpochEndsInTheSameBits(Optimizer optimizer, TransferPlan plan) {
        var whole = new Heard();
        AttemptEvent end = run(optimizer, plan, whole, () -> false);
        for (int done = 1; done <= EPOCHS; done++) {
            var rest = new Heard();
            try (SmallTrial trial = SmallTrial.of(optimizer, BATCH, plan);
                    TrialState state =
                            trial.training().resumed(done, whole.states().get(done - 1))) {
                assertThat(trial.training().run(state, rest, () -> false)).isEqualTo(end);
            }
            assertThat(rest.states()).isEqualTo(whole.states().subList(done, EPOCHS));
            assertThat(rest.metrics()).isEqualTo(whole.metrics().subList(done, EPOCHS));
        }
    }

    @Test
    void aLayerStaysToTheBitUntilItsFirstEpochAndTrainsFromThenOn() {
        var heard = new Heard();
        run(SGD, GRADUAL, heard, () -> false);
        Map<String, Tensor> before = SmallTrial.weights();
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            Map<String, Tensor> after = heard.states().get(epoch - 1);
            for (TensorDeclaration tensor : SmallTrial.net().tensors()) {
                boolean trains = epoch >= GRADUAL.firstEpochs().getOrDefault(tensor.node(), 1);
                assertThat(after.get(tensor.name()).equals(before.get(tensor.name())))
                        .as(tensor.name() + " in epoch " + epoch)
                        .isEqualTo(!trains);
            }
            before = after;
        }
    }

    @Test
    void theOptimizerRemembersNothingOfALayerThatDidNotTrainYet() {
        var heard = new Heard();
        run(SGD, GRADUAL, heard, () -> false);
        assertThat(heard.states().get(0)).containsKey("optimizer.momentum.fc.weight");
        assertThat(heard.states().get(1))
                .containsKey("optimizer.momentum.norm.weight")
                .doesNotContainKey("optimizer.momentum.conv.weight");
        assertThat(heard.states().get(2)).containsKey("optimizer.momentum.conv.weight");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "before the first step, 1, 0, 1",
        "within an epoch, 3, 0, 1",
        "before a validation, 5, 0, 1",
        "in the second epoch, 6, 1, 2",
        "before the second validation, 10, 1, 2",
        "before the test, 16, 3, 3",
        "within the test, 17, 3, 3"
    })
    void aCancellationIsSeenBeforeTheNextBatch(String when, int question, int completed, int begun) {
        var questions = new AtomicInteger();
        var heard = new Heard();
        AttemptEvent end = run(SGD, heard, () -> questions.incrementAndGet() >= question);
        assertThat(end).isEqualTo(new AttemptEvent.Cancelled());
        assertThat(questions).as("nothing is asked after the answer").hasValue(question);
        assertThat(heard.states()).hasSize(completed);
        assertThat(heard.words().stream().filter(w -> w.startsWith("begins"))).hasSize(begun);
    }

    @Test
    void aLossThatIsNotFiniteEndsTheTrialAtItsStep() {
        var heard = new Heard();
        AttemptEvent end = run(TOO_FAST, heard, () -> false);
        assertThat(end).isInstanceOfSatisfying(AttemptEvent.Diverged.class, diverged -> {
            assertThat(diverged.epoch()).isEqualTo(1);
            assertThat(diverged.step()).isBetween(2L, 4L);
            assertThat(diverged.reason()).endsWith("in step " + diverged.step());
        });
        assertThat(heard.words()).containsExactly("begins 1");
    }

    @Test
    void aValidationThatIsNotFiniteEndsTheTrialWithoutItsEpoch() {
        var heard = new Heard();
        try (SmallTrial trial = SmallTrial.of(TOO_FAST, 64);
                TrialState state = trial.fresh()) {
            assertThat(trial.training().run(state, heard, () -> false))
                    .isEqualTo(new AttemptEvent.Diverged(1, 1, "the validation loss is not finite"));
        }
        assertThat(heard.words()).containsExactly("begins 1");
    }

    @Test
    void imagesThatAreStreamedEndInTheSameBits() {
        var inMemory = new Heard();
        AttemptEvent end = run(SGD, inMemory, () -> false);
        var streamed = new Heard();
        assertThat(runStreamed(streamed, images -> images::image, () -> false)).isEqualTo(end);
        assertThat(streamed.states()).isEqualTo(inMemory.states());
        assertThat(streamed.metrics()).isEqualTo(inMemory.metrics());
    }

    @Test
    void anImageThatCanNoLongerBeReadEndsTheTrialAsItsOwnFailure() {
        var gone = new PlatformException(ErrorCode.DATA_UNAVAILABLE, "gone", "bring it back");
        var heard = new Heard();
        var read = new AtomicInteger();
        assertThatThrownBy(() -> runStreamed(
                        heard,
                        images -> index -> {
                            if (read.incrementAndGet() > 200) {
                                throw gone;
                            }
                            return images.image(index);
                        },
                        () -> false))
                .isSameAs(gone);
        assertThat(heard.states()).isNotEmpty();
        assertThat(preparing()).isEmpty();
    }

    @Test
    void whateverTheEndNoThreadIsLeft() {
        run(SGD, new Heard(), () -> false);
        assertThat(preparing()).isEmpty();
        run(TOO_FAST, new Heard(), () -> false);
        assertThat(preparing()).isEmpty();
        var questions = new AtomicInteger();
        AttemptEvent end = run(SGD, new Heard(), () -> {
            assertThat(preparing()).as("while it trains").isNotEmpty();
            return questions.incrementAndGet() >= 3;
        });
        assertThat(end).isEqualTo(new AttemptEvent.Cancelled());
        assertThat(preparing()).isEmpty();
    }

    /** Threads that prepare batches. */
    private static List<Thread> preparing() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("batches-"))
                .toList();
    }

    private static AttemptEvent runStreamed(
            Heard heard, Function<ImageSet, IntFunction<Image>> reading, BooleanSupplier cancelled) {
        var plan = TransferPlan.fromScratch(SmallTrial.net(), "all afresh");
        try (SmallTrial trial = SmallTrial.of(SGD, BATCH, plan, images -> new Streamed(images, reading.apply(images)));
                TrialState state = trial.fresh()) {
            return trial.training().run(state, heard, cancelled);
        }
    }

    /** Images that are read one by one. */
    private record Streamed(ImageSet images, IntFunction<Image> reading) implements ImageSet.Streamed {

        @Override
        public ImageShape shape() {
            return images.shape();
        }

        @Override
        public int[] labels() {
            return images.labels();
        }

        @Override
        public Image image(int index) {
            return reading.apply(index);
        }
    }

    private static AttemptEvent run(Optimizer optimizer, Heard heard, BooleanSupplier cancelled) {
        return run(optimizer, TransferPlan.fromScratch(SmallTrial.net(), "all afresh"), heard, cancelled);
    }

    private static AttemptEvent run(Optimizer optimizer, TransferPlan plan, Heard heard, BooleanSupplier cancelled) {
        try (SmallTrial trial = SmallTrial.of(optimizer, BATCH, plan);
                TrialState state = trial.fresh()) {
            return trial.training().run(state, heard, cancelled);
        }
    }
}
