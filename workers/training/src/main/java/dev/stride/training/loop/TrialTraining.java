package dev.stride.training.loop;

import dev.stride.artifacts.TensorContent;
import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.Metric;
import dev.stride.model.Quantity;
import dev.stride.model.RandomStream;
import dev.stride.model.TrialPlan;
import dev.stride.network.TensorShape;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.TransferPlan;
import dev.stride.training.features.FeaturePasses;
import dev.stride.training.features.KeptFeatures;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.input.BatchPair;
import dev.stride.training.input.Batches;
import dev.stride.training.input.BatchesAhead;
import dev.stride.training.input.EpochOrder;
import dev.stride.training.input.Pass;
import dev.stride.training.input.Passes;
import dev.stride.training.program.Batch;
import dev.stride.training.program.Learning;
import dev.stride.training.program.Program;
import dev.stride.training.program.TrialTensors;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Trains one trial: epochs of steps, validation after each, a test at the end. Everything random derives from the
 * trial's seed and the epoch, so training that goes on from a checkpoint ends in the same weights to the bit. The next
 * batch is prepared on another thread, which ends with the training. For one thread.
 */
public final class TrialTraining {

    /** Of so many steps one tells the norms of its gradients. */
    private static final int WATCHED_EVERY = 16;

    private final TrialPlan plan;
    private final PreparedData data;
    private final AugmentationPipeline augmentation;
    private final TransferPlan transfer;
    private final Optional<KeptFeatures> features;
    private final Function<Learning, Program> programs;
    private final LongSupplier nanos;
    private final BatchPair trainBatches;
    private final EpochCuts cuts;
    private final Evaluator evaluator;
    private final RandomStream seeds;

    /**
     * Takes the memory of its batches.
     *
     * @param transfer which net trains, and what of it when
     * @param features what it is trained on in place of images, if there are any
     * @param programs of that net and those features, for what of it learns
     * @param nanos a clock that only goes forward, for durations
     * @throws dev.stride.model.PlatformException with {@code MISFIT} where the batch does not fit the net or the memory
     */
    public TrialTraining(
            TrialPlan plan,
            PreparedData data,
            AugmentationPipeline augmentation,
            TransferPlan transfer,
            Optional<KeptFeatures> features,
            Function<Learning, Program> programs,
            LongSupplier nanos) {
        this.plan = plan;
        this.data = data;
        this.augmentation = augmentation;
        this.transfer = transfer;
        this.features = features;
        this.programs = programs;
        this.nanos = nanos;
        // What is frozen at the end is frozen throughout: so all epochs have as many steps.
        this.cuts = EpochCuts.of(
                data.split().train().length, plan.training().batch(), transfer.network(), transfer.frozen());
        TensorShape shape = features.<TensorShape>map(kept -> new TensorShape.Vector(kept.width()))
                .orElseGet(() -> TensorShape.Maps.of(data.data().train().shape()));
        this.trainBatches = BatchPair.of(shape, cuts.largest(), features.isPresent() || !augmentation.isEmpty());
        this.evaluator = new Evaluator(
                BatchPair.of(shape, Evaluator.images(transfer.network(), cuts.largest()), features.isPresent()));
        this.seeds = RandomStream.of(plan.seed()).split("steps");
    }

    /** Hears of epochs, on the thread that trains. */
    public interface EpochListener {

        /** An epoch begins; from 1. */
        void begins(int epoch);

        /** Takes what an epoch gave, while the tensors hold its weights. */
        void completed(int epoch, Map<Metric, Double> metrics, double seconds, long images, TrialTensors tensors);
    }

    /**
     * The state of a trial that begins.
     *
     * @param weights all of the net's tensors by name
     * @throws dev.stride.model.PlatformException with {@code MISFIT} where one is missing or has another shape
     */
    public TrialState fresh(Map<String, ? extends TensorContent> weights) {
        return TrialState.fresh(transfer, programs, weights);
    }

    /**
     * The state of a trial that goes on.
     *
     * @param done how many epochs are behind it
     * @param exported the tensors that were saved then, by name
     * @throws dev.stride.model.PlatformException with {@code CORRUPT} where one is missing or has another shape
     */
    public TrialState resumed(int done, Map<String, ? extends TensorContent> exported) {
        return TrialState.resumed(transfer, programs, done, exported);
    }

    /**
     * Trains to the end.
     *
     * @param state made here; it is changed
     * @param cancelled asked before each step and each batch of an evaluation; what is begun then is dropped
     * @return what the trial came to: finished, diverged or cancelled
     */
    public AttemptEvent run(TrialState state, EpochListener listener, BooleanSupplier cancelled) {
        try (var ahead = BatchesAhead.of(data.data().train())) {
            return features.isEmpty()
                    ? train(state, ahead, listener, cancelled)
                    : onFeatures(features.get(), state, ahead, listener, cancelled);
        }
    }

    private AttemptEvent onFeatures(
            KeptFeatures kept,
            TrialState state,
            BatchesAhead ahead,
            EpochListener listener,
            BooleanSupplier cancelled) {
        var computer = new KeptFeatures.Computer(
                state.program(), state.tensors(), ahead, Evaluator.images(transfer.network(), 1));
        Optional<FeaturePasses> passes = kept.of(data, augmentation, computer, cancelled);
        if (passes.isEmpty()) {
            return new AttemptEvent.Cancelled();
        }
        try (FeaturePasses own = passes.get()) {
            return train(state, own, listener, cancelled);
        }
    }

    private AttemptEvent train(TrialState state, Passes passes, EpochListener listener, BooleanSupplier cancelled) {
        for (int epoch = state.done() + 1; epoch <= plan.training().epochs(); epoch++) {
            listener.begins(epoch);
            state.enter(epoch);
            Optional<AttemptEvent> end = new Epoch(epoch, passes).run(state, listener, cancelled);
            if (end.isPresent()) {
                return end.get();
            }
        }
        return new FinalTest(data, plan.seed(), evaluator)
                .run(state, passes, cancelled)
                .<AttemptEvent>map(AttemptEvent.Finished::new)
                .orElseGet(AttemptEvent.Cancelled::new);
    }

    /** One pass over the training images, and a validation. */
    private final class Epoch {

        private final int epoch;
        private final long start = nanos.getAsLong();
        private final Passes passes;
        private final int[] order;
        private int next;
        private double lossSum;
        private long hits;
        private double rate;
        private final SortedMap<String, Double> gradientNorms = new TreeMap<>();

        Epoch(int epoch, Passes passes) {
            this.epoch = epoch;
            this.passes = passes;
            this.order = EpochOrder.of(data.split().train(), plan.seed(), epoch);
        }

        /** The trial's end where it ends here; empty where it goes on. */
        Optional<AttemptEvent> run(TrialState state, EpochListener listener, BooleanSupplier cancelled) {
            var pass = new Pass(data.data().train(), order, cuts.ends(), augmentation.in(epoch));
            Batches batches = passes.begin(pass, trainBatches);
            while (next < cuts.steps()) {
                if (cancelled.getAsBoolean()) {
                    return Optional.of(new AttemptEvent.Cancelled());
                }
                float loss = step(state, batches.next());
                if (!Float.isFinite(loss)) {
                    return diverged("the loss became " + loss + " in step " + done());
                }
            }
            Optional<Scores> validation = evaluator.evaluate(
                    state, passes, data.data().train(), data.split().validation(), cancelled);
            if (validation.isEmpty()) {
                return Optional.of(new AttemptEvent.Cancelled());
            }
            if (!Double.isFinite(validation.get().main().loss())) {
                return diverged("the validation loss is not finite");
            }
            double seconds = (nanos.getAsLong() - start) / 1e9;
            listener.completed(epoch, metrics(validation.get()), seconds, order.length, state.tensors());
            return Optional.empty();
        }

        private Optional<AttemptEvent> diverged(String reason) {
            return Optional.of(new AttemptEvent.Diverged(epoch, done(), reason));
        }

        /** How many steps are behind the trial, over all epochs. */
        private long done() {
            return (epoch - 1L) * cuts.steps() + next;
        }

        private float step(TrialState state, Batch batch) {
            long number = done();
            rate = plan.optimizer().rate()
                    * plan.schedule()
                            .factor(
                                    number,
                                    (long) cuts.steps() * plan.training().epochs());
            Program.Step step = state.program()
                    .fit(state.tensors(), batch, rate, seeds.split(number).nextLong(), next % WATCHED_EVERY == 0);
            step.gradientNorms().forEach((stage, norm) -> gradientNorms.merge(stage, norm, Double::sum));
            lossSum += (double) step.loss() * batch.count();
            hits += step.hits();
            next++;
            return step.loss();
        }

        private SortedMap<Metric, Double> metrics(Scores validation) {
            SortedMap<Metric, Double> metrics = validation.metrics(Metric.VALIDATION_LOSS, Metric.VALIDATION_ACCURACY);
            metrics.put(Metric.TRAIN_LOSS, lossSum / order.length);
            metrics.put(Metric.TRAIN_ACCURACY, (double) hits / order.length);
            metrics.put(Metric.RATE, rate);
            int watched = (cuts.steps() + WATCHED_EVERY - 1) / WATCHED_EVERY;
            gradientNorms.forEach(
                    (stage, sum) -> metrics.put(new Metric(Quantity.GRADIENT_NORM, stage), sum / watched));
            return metrics;
        }
    }
}
