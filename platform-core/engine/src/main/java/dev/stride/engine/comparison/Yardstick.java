package dev.stride.engine.comparison;

import dev.stride.model.ErrorCode;
import dev.stride.model.Goal;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.Objective;
import dev.stride.model.PlainText;
import dev.stride.model.PlatformException;
import dev.stride.model.Quantity;
import dev.stride.model.TrialState;
import dev.stride.store.StoredTrial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * What trials are compared by: a metric, and its value after each trial's last epoch. That may be another metric than the
 * experiment's objective, as the training accuracy by which depth degrades a net; it decides nothing then but the order in
 * which they are shown.
 *
 * @param values gives a trial's value; empty where it has none
 */
public record Yardstick(Metric metric, Function<StoredTrial, OptionalDouble> values) {

    private static final Set<Quantity> COMPARED = Set.of(
            Quantity.TRAIN_LOSS, Quantity.TRAIN_ACCURACY, Quantity.VALIDATION_LOSS, Quantity.VALIDATION_ACCURACY);

    /** By what the experiment is after. */
    public static Yardstick of(Objective objective) {
        return new Yardstick(objective.metric(), StoredTrial::objective);
    }

    /**
     * By another metric.
     *
     * @param measurements of that metric, of all trials
     */
    public static Yardstick of(Metric metric, List<Measurement> measurements) {
        Map<Integer, Measurement> last = new HashMap<>();
        measurements.forEach(m -> last.merge(m.trial().number(), m, (a, b) -> a.epoch() > b.epoch() ? a : b));
        return new Yardstick(metric, trial -> {
            Measurement measured = last.get(trial.id().number());
            return measured == null || measured.epoch() < trial.epochsDone()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(measured.value());
        });
    }

    /**
     * The metric of a word, where trials can be compared by it: a loss or an accuracy of training or validation, of the
     * whole net or of one head. The test decides nothing, not even an order.
     *
     * @throws PlatformException with {@code INVALID_REQUEST} where they cannot
     */
    public static Metric metric(String word) {
        return Metric.ofWord(word)
                .filter(metric -> COMPARED.contains(metric.quantity()))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_REQUEST,
                        "trials are not compared by '" + PlainText.escaped(word) + "'",
                        "use train.accuracy, train.loss, validation.accuracy or validation.loss, of an auxiliary head as"
                                + " in validation.accuracy[aux1]; the test's accuracy stands beside"));
    }

    Goal goal() {
        return metric.goal();
    }

    boolean hasRanked(StoredTrial trial) {
        return trial.state() == TrialState.COMPLETED && values.apply(trial).isPresent();
    }

    double value(StoredTrial trial) {
        return values.apply(trial).getAsDouble();
    }
}
