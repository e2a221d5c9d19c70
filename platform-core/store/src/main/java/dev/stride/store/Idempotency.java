package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.PlatformException;
import java.util.List;

/** What comes a second time is known by what it says. */
final class Idempotency {

    private Idempotency() {}

    /** The experiment that is known, where the same is asked for. */
    static StoredExperiment same(StoredExperiment known, String requestHash) {
        if (!known.requestHash().equals(requestHash)) {
            throw new PlatformException(
                    ErrorCode.CONFLICT,
                    "the idempotency key '" + known.idempotencyKey().orElse("") + "' came before with another request",
                    "use a new key for a new experiment");
        }
        return known;
    }

    /** The refusal of a new experiment whose id another one has. */
    static PlatformException taken(ExperimentId id) {
        return new PlatformException(
                ErrorCode.CONFLICT, "experiment " + id + " is there already", "submit it again to get a new id");
    }

    /** Refuses a commit after an event that is not the last, unless what came after it is this very commit. */
    static void same(ExperimentId experiment, List<StoredEvent> since, long expectedLastEvent, Batch batch) {
        if (!since.equals(batch.events())) {
            throw new PlatformException(
                    ErrorCode.CONFLICT,
                    "experiment " + experiment + " is not at event " + expectedLastEvent,
                    "load it again: another coordinator leads it");
        }
    }
}
