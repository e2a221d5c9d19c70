package dev.stride.training.loop;

import dev.stride.model.Metric;
import dev.stride.pluginhost.data.PreparedData;
import dev.stride.spi.ImageSet;
import dev.stride.training.input.EpochOrder;
import dev.stride.training.input.Passes;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The test of a trial's final weights: on all test images, and beside it on as many training images as they are, without
 * what augments them. The difference is the gap by which the net knows its training images better.
 *
 * @param seed that draws the training images
 */
record FinalTest(PreparedData data, long seed, Evaluator evaluator) {

    /** @return empty where it was cancelled */
    Optional<SortedMap<Metric, Double>> run(TrialState state, Passes passes, BooleanSupplier cancelled) {
        ImageSet test = data.data().test();
        return evaluator
                .evaluate(state, passes, test, IntStream.range(0, test.count()).toArray(), cancelled)
                .flatMap(tested -> evaluator
                        .evaluate(state, passes, data.data().train(), trained(test.count()), cancelled)
                        .map(trained -> metrics(tested, trained)));
    }

    private int[] trained(int most) {
        int[] order = EpochOrder.of(data.split().train(), seed, 0);
        return Arrays.copyOf(order, Math.min(order.length, most));
    }

    private static SortedMap<Metric, Double> metrics(Scores tested, Scores trained) {
        SortedMap<Metric, Double> metrics = tested.metrics(Metric.TEST_LOSS, Metric.TEST_ACCURACY);
        tested.heads()
                .forEach((head, score) ->
                        metrics.put(Metric.TEST_GAP.of(head), trained.head(head).accuracy() - score.accuracy()));
        return metrics;
    }
}
