package dev.stride.cli;

import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Lets time pass on the calling thread. */
interface Pause {

    void last(Duration time);

    /** @throws PlatformException where the thread is interrupted meanwhile */
    static void sleep(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(ErrorCode.DEFECT, "interrupted while it waited", "try again", e);
        }
    }
}
