package dev.stride.cli;

/** What exit codes mean; {@code stride --help} lists them. */
final class Exit {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int WRONG_INPUT = 2;
    static final int SOME_TRIALS_FAILED = 3;
    static final int SERVER_NOT_REACHED = 4;
    static final int NOT_FOUND = 5;

    static final int INTERRUPTED = 130;

    private Exit() {}
}
