package dev.stride.cli;

/** What exit codes mean; 0 is success and 2 wrong usage, as picocli has it. */
final class Exit {

    static final int OK = 0;
    static final int FAILURE = 1;
    static final int SOME_TRIALS_FAILED = 3;
    static final int SERVER_NOT_REACHED = 4;
    static final int NOT_FOUND = 5;

    private Exit() {}
}
