package dev.stride.training.loop;

import dev.stride.model.Metric;
import dev.stride.training.program.Program;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an evaluation came to.
 *
 * @param heads the score of each head, as {@link Program#evaluate} names them
 */
record Scores(SortedMap<String, Score> heads) {

    /**
     * One head's.
     *
     * @param loss the mean cross-entropy
     * @param accuracy the share of images that were told rightly
     */
    record Score(double loss, double accuracy) {}

    /** @param sums over these many images */
    static Scores of(SortedMap<String, Program.Evaluation> sums, int images) {
        var heads = new TreeMap<String, Score>();
        sums.forEach((head, sum) -> heads.put(head, new Score(sum.lossSum() / images, (double) sum.hits() / images)));
        return new Scores(heads);
    }

    Score main() {
        return head(Program.MAIN);
    }

    Score head(String name) {
        return Objects.requireNonNull(heads.get(name));
    }

    /** Loss and accuracy of each head as metrics; the main head's are those of the whole. */
    SortedMap<Metric, Double> metrics(Metric loss, Metric accuracy) {
        var metrics = new TreeMap<Metric, Double>();
        heads.forEach((head, score) -> {
            metrics.put(loss.of(head), score.loss());
            metrics.put(accuracy.of(head), score.accuracy());
        });
        return metrics;
    }
}
