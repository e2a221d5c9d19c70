package dev.stride.model;

/**
 * One execution of a trial on one worker.
 *
 * @param trial the trial
 * @param number from 1; a retry has the next number, and reports of lower numbers are refused (the fence)
 */
public record AttemptId(TrialId trial, int number) {

    public AttemptId {
        if (number < 1) {
            throw new IllegalArgumentException("attempts are numbered from 1, not " + number);
        }
    }

    @Override
    public String toString() {
        return trial + "/" + number;
    }
}
