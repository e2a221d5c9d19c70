package dev.stride.bus.message;

import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.Metric;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happens to an attempt, in the order in which it happens: started, epochs, one end. */
public sealed interface AttemptEvent {

    /** Whether nothing follows. */
    default boolean isEnd() {
        return true;
    }

    /**
     * The slot process begins with it.
     *
     * @param slot its place on the worker, from 0
     */
    record Started(int slot) implements AttemptEvent {
        @Override
        public boolean isEnd() {
            return false;
        }
    }

    /**
     * An epoch is trained, validated, and saved; the three are one, so a measurement always has its checkpoint.
     *
     * @param epoch from 1
     * @param seconds that the epoch took, validation included
     * @param images trained on
     */
    record EpochCompleted(
            int epoch, SortedMap<Metric, Double> metrics, Checkpoint checkpoint, double seconds, long images)
            implements AttemptEvent {
        public EpochCompleted {
            metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        }

        public static EpochCompleted of(
                int epoch, Map<Metric, Double> metrics, Checkpoint checkpoint, double seconds, long images) {
            return new EpochCompleted(epoch, new TreeMap<>(metrics), checkpoint, seconds, images);
        }

        @Override
        public boolean isEnd() {
            return false;
        }
    }

    /** All epochs are done and the final weights are tested. */
    record Finished(SortedMap<Metric, Double> metrics) implements AttemptEvent {
        public Finished {
            metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        }
    }

    /** The loss became NaN or infinite. */
    record Diverged(int epoch, long step, String reason) implements AttemptEvent {}

    /** An error ended it. */
    record Failed(ErrorCode code, String message) implements AttemptEvent {}

    /** It was cancelled. */
    record Cancelled() implements AttemptEvent {}
}
