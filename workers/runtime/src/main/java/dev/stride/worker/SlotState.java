package dev.stride.worker;

import dev.stride.model.AttemptId;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a worker knows of one slot over the lives of its process, and when it gives one of them up. Times are in
 * nanoseconds of any origin.
 */
final class SlotState {

    /** How long a process may take until it is ready; the first one on a machine unpacks the native library. */
    private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(120);

    /** How long a process may say nothing; it beats every two seconds. */
    private static final long SILENCE_LIMIT = TimeUnit.SECONDS.toNanos(15);

    /** How long a data set may take to load, or a step to end. */
    private static final long STEP_LIMIT = TimeUnit.MINUTES.toNanos(30);

    private static final long CANCEL_PATIENCE = TimeUnit.SECONDS.toNanos(30);

    /** A process that was ready for so long, or has ended an attempt, did not fail from the start. */
    private static final long GOOD_LIFE = TimeUnit.MINUTES.toNanos(1);

    private static final long LONGEST_DELAY_MILLIS = 60_000;

    private boolean up;
    private boolean ready;
    private boolean good;
    private @Nullable AttemptId attempt;
    private long heard;
    private long begun;
    private long steps;
    private long stepped;
    private long cancelled = Long.MAX_VALUE;
    private int failures;
    private @Nullable String givenUp;
    private @Nullable String trouble;

    /** A process is started. */
    void starts(long at) {
        up = true;
        ready = false;
        good = false;
        attempt = null;
        begun = at;
        heard = at;
        steps = 0;
        cancelled = Long.MAX_VALUE;
        givenUp = null;
    }

    void becomesReady(long now) {
        ready = true;
        begun = now;
        heard = now;
        trouble = null;
    }

    /** The process lives, and has made so many steps so far. */
    void isAlive(long stepsSoFar, long now) {
        heard = now;
        if (stepsSoFar != steps) {
            steps = stepsSoFar;
            stepped = now;
        }
        good |= ready && now - begun >= GOOD_LIFE;
    }

    /** Time went on without us: what a process did not say meanwhile is not its fault. */
    void wasNotWatched(long now) {
        heard = now;
        if (!ready) {
            begun = Math.max(begun, now);
        }
    }

    boolean isReady() {
        return ready;
    }

    boolean isIdle() {
        return ready && attempt == null && givenUp == null;
    }

    boolean runs(AttemptId id) {
        return id.equals(attempt);
    }

    void takes(AttemptId id, long now) {
        attempt = id;
        stepped = now;
    }

    /** The attempt is to end soon. Asking again gives no new patience. */
    void isCancelled(long now) {
        cancelled = Math.min(cancelled, now);
    }

    /** The attempt has said something, at its end for the last time. */
    void happened(boolean end, long now) {
        heard = now;
        stepped = now;
        if (end) {
            attempt = null;
            cancelled = Long.MAX_VALUE;
            good = true;
        }
    }

    /** Whether the process is to be ended now; true once in a life. */
    boolean isToBeGivenUp(long now) {
        if (!up || givenUp != null) {
            return false;
        }
        givenUp = fault(now);
        return givenUp != null;
    }

    private @Nullable String fault(long now) {
        if (!ready && now - begun > START_LIMIT) {
            return "was not ready within " + text(START_LIMIT);
        }
        if (ready && now - heard > SILENCE_LIMIT) {
            return "said nothing for " + text(SILENCE_LIMIT);
        }
        if (attempt != null && cancelled != Long.MAX_VALUE && now - cancelled > CANCEL_PATIENCE) {
            return "did not end a cancelled attempt within " + text(CANCEL_PATIENCE);
        }
        if (attempt != null && now - stepped > STEP_LIMIT) {
            return "made no step for " + text(STEP_LIMIT);
        }
        return null;
    }

    private static String text(long limit) {
        return TimeUnit.NANOSECONDS.toSeconds(limit) + " s";
    }

    /**
     * The process has ended.
     *
     * @param why as its last words tell; what it was given up for counts more
     * @return why it ended
     */
    String ended(String why) {
        String cause = givenUp == null ? why : "the slot process was ended since it " + givenUp;
        failures = good ? 1 : failures + 1;
        trouble = cause + (failures > 1 ? " (" + failures + " times in a row)" : "");
        up = false;
        ready = false;
        attempt = null;
        return cause;
    }

    /** How long to wait before the next start: not at all after a first failure, then twice as long each time. */
    long delayMillis() {
        return failures <= 1 ? 0 : Math.min(LONGEST_DELAY_MILLIS, 1_000L << Math.min(failures - 2, 16));
    }

    /** The attempt that runs. */
    Optional<AttemptId> attempt() {
        return Optional.ofNullable(attempt);
    }

    /** Why there is no process that is ready, if one has failed; for people. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }
}
