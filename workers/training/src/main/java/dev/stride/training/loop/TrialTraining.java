package dev.stride.training.loop;

import dev.stride.bus.message.AttemptEvent;
import dev.stride.model.Metric;
import dev.stride.model.RandomStream;
import dev.stride.model.TrialPlan;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.ImageSet;
import dev.stride.training.input.AugmentationPipeline;
import dev.stride.training.input.BatchFiller;
import dev.stride.training.input.EpochOrder;
import dev.stride.training.program.Batch;
import dev.stride.training.program.Program;
import dev.stride.training.program.TrialTensors;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Trains one trial: epochs of steps, validation after each, a test at the end. Everything random derives from the
 * trial's seed and the epoch, so training that goes on from a checkpoint ends in the same weights to the bit. For one
 * thread.
 */
public final class TrialTraining {

    private static final int EVALUATION_BATCH = 500;

    private final TrialPlan plan;
    private final PreparedData data;
    private final AugmentationPipeline augmentation;
    private final Program program;
    private final LongSupplier nanos;
    private final BatchFiller trainImages;
    private final Batch trainBatch;
    private final Batch evaluationBatch;
    private final RandomStream seeds;

    /** @param nanos a clock that only goes forward, for durations */
    public TrialTraining(
            TrialPlan plan, PreparedData data, AugmentationPipeline augmentation, Program program, LongSupplier nanos) {
        this.plan = plan;
        this.data = data;
        this.augmentation = augmentation;
        this.program = program;
        this.nanos = nanos;
        ImageSet images = data.data().train();
        this.trainImages = new BatchFiller(images);
        this.trainBatch = new Batch(
                images.shape(),
                Math.min(plan.training().batch(), data.split().train().length),
                !augmentation.isEmpty());
        this.evaluationBatch = new Batch(images.shape(), EVALUATION_BATCH, false);
        this.seeds = RandomStream.of(plan.seed()).split("steps");
    }

    /** Takes what an epoch gave, while the tensors hold its weights. */
    public interface EpochListener {
        void completed(int epoch, Map<Metric, Double> metrics, double seconds, long images, TrialTensors tensors);
    }

    /**
     * Trains to the end.
     *
     * @param done how many epochs the tensors have behind them
     * @param cancelled asked before each step
     * @return what the trial came to: finished, diverged or cancelled
     */
    public AttemptEvent run(TrialTensors tensors, int done, EpochListener listener, BooleanSupplier cancelled) {
        for (int epoch = done + 1; epoch <= plan.training().epochs(); epoch++) {
            long start = nanos.getAsLong();
            var progress = new Epoch(epoch);
            while (progress.hasNext()) {
                if (cancelled.getAsBoolean()) {
                    return new AttemptEvent.Cancelled();
                }
                Program.Step step = progress.next(tensors);
                if (!Float.isFinite(step.loss())) {
                    return new AttemptEvent.Diverged(
                            epoch, progress.step(), "the loss became " + step.loss() + " in step " + progress.step());
                }
            }
            Map<Metric, Double> metrics = progress.metrics();
            metrics.putAll(evaluate(
                    tensors,
                    data.data().train(),
                    data.split().validation(),
                    Metric.VALIDATION_LOSS,
                    Metric.VALIDATION_ACCURACY));
            if (!Double.isFinite(metrics.getOrDefault(Metric.VALIDATION_LOSS, 0.0))) {
                return new AttemptEvent.Diverged(epoch, progress.step(), "the validation loss is not finite");
            }
            double seconds = (nanos.getAsLong() - start) / 1e9;
            listener.completed(epoch, metrics, seconds, data.split().train().length, tensors);
        }
        return new AttemptEvent.Finished(new java.util.TreeMap<>(test(tensors)));
    }

    private Map<Metric, Double> test(TrialTensors tensors) {
        ImageSet test = data.data().test();
        return evaluate(
                tensors, test, IntStream.range(0, test.count()).toArray(), Metric.TEST_LOSS, Metric.TEST_ACCURACY);
    }

    private Map<Metric, Double> evaluate(
            TrialTensors tensors, ImageSet images, int[] indices, Metric loss, Metric accuracy) {
        var filler = new BatchFiller(images);
        double lossSum = 0;
        long hits = 0;
        for (int from = 0; from < indices.length; from += EVALUATION_BATCH) {
            filler.fill(evaluationBatch, indices, from, Math.min(indices.length, from + EVALUATION_BATCH));
            Program.Evaluation part = program.evaluate(tensors, evaluationBatch);
            lossSum += part.lossSum();
            hits += part.hits();
        }
        var metrics = new EnumMap<Metric, Double>(Metric.class);
        metrics.put(loss, lossSum / indices.length);
        metrics.put(accuracy, (double) hits / indices.length);
        return metrics;
    }

    /** One pass over the training images. */
    private final class Epoch {

        private final int epoch;
        private final int[] order;
        private final int batch = trainBatch.capacity();
        private final long stepsEach;
        private int next;
        private double lossSum;
        private long hits;
        private double rate;

        Epoch(int epoch) {
            this.epoch = epoch;
            this.order = EpochOrder.of(data.split().train(), plan.seed(), epoch);
            this.stepsEach = (order.length + batch - 1) / batch;
        }

        boolean hasNext() {
            return next < order.length;
        }

        /** The number of the last step, over all epochs, from 1. */
        long step() {
            return (epoch - 1) * stepsEach + (next + batch - 1) / batch;
        }

        Program.Step next(TrialTensors tensors) {
            int to = Math.min(order.length, next + batch);
            if (augmentation.isEmpty()) {
                trainImages.fill(trainBatch, order, next, to);
            } else {
                trainImages.fill(trainBatch, order, next, to, augmentation, epoch);
            }
            long number = step();
            rate = plan.optimizer().rate()
                    * plan.schedule().factor(number, stepsEach * plan.training().epochs());
            Program.Step step =
                    program.fit(tensors, trainBatch, rate, seeds.split(number).nextLong());
            lossSum += (double) step.loss() * (to - next);
            hits += step.hits();
            next = to;
            return step;
        }

        Map<Metric, Double> metrics() {
            var metrics = new EnumMap<Metric, Double>(Metric.class);
            metrics.put(Metric.TRAIN_LOSS, lossSum / order.length);
            metrics.put(Metric.TRAIN_ACCURACY, (double) hits / order.length);
            metrics.put(Metric.RATE, rate);
            return metrics;
        }
    }
}
