package dev.stride.store;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;

/** One key, one request. */
final class Idempotency {

    private Idempotency() {}

    /** The experiment that is known, where the new one asks for the same. */
    static StoredExperiment same(StoredExperiment known, StoredExperiment asked) {
        if (!known.requestHash().equals(asked.requestHash())) {
            throw new PlatformException(
                    ErrorCode.CONFLICT,
                    "the idempotency key '" + known.idempotencyKey().orElse("") + "' came before with another request",
                    "use a new key for a new experiment");
        }
        return known;
    }
}
