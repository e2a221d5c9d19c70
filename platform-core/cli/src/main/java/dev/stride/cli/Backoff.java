package dev.stride.cli;

import java.time.Duration;

/** How often something is tried again, with pauses that double from failure to failure. For one thread. */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final int most;
    private final Pause pause;
    private Duration next;
    private int failures;

    /**
     * @param first how long the first pause is
     * @param longest what no pause exceeds
     * @param most after how many failures in a row nothing is tried again
     */
    Backoff(Duration first, Duration longest, int most, Pause pause) {
        this.first = first;
        this.longest = longest;
        this.most = most;
        this.pause = pause;
        this.next = first;
    }

    /** It worked: what fails from here on is a first failure. */
    void reset() {
        failures = 0;
        next = first;
    }

    /**
     * It failed; comes back when it is time to try again.
     *
     * @param failure is thrown where it has failed often enough
     */
    void failed(RuntimeException failure) {
        failures++;
        if (failures >= most) {
            throw failure;
        }
        pause.last(next);
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(longest) < 0 ? twice : longest;
    }
}
