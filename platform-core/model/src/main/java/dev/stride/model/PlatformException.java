package dev.stride.model;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A failure with a code. Its problems name the offending value, what was expected, and what to do. */
public class PlatformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Problem> problems;

    public PlatformException(ErrorCode code, List<Problem> problems, @Nullable Throwable cause) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), cause);
        this.code = code;
        this.problems = List.copyOf(problems);
    }

    public PlatformException(ErrorCode code, List<Problem> problems) {
        this(code, problems, null);
    }

    public PlatformException(ErrorCode code, String message, String remedy) {
        this(code, List.of(new Problem("", message, remedy)));
    }

    public PlatformException(ErrorCode code, String message, String remedy, Throwable cause) {
        this(code, List.of(new Problem("", message, remedy)), cause);
    }

    public ErrorCode code() {
        return code;
    }

    /** The same of a part of what holds it: its problems' paths begin with this one. */
    public PlatformException under(String path) {
        return new PlatformException(
                code, problems.stream().map(problem -> problem.under(path)).toList(), this);
    }

    /** What is wrong; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
