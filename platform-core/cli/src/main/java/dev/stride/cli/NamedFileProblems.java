package dev.stride.cli;

import dev.stride.server.file.FileProblem;
import dev.stride.server.file.FileProblems;

/** What is wrong with an experiment file that was named on the command line. */
final class NamedFileProblems extends FileProblems {

    private static final long serialVersionUID = 1L;

    private final String file;

    NamedFileProblems(String file, FileProblems problems) {
        super(problems.located());
        this.file = file;
    }

    /** Where a problem is, as compilers say it: {@code file:line:column}, or the option. */
    String place(FileProblem problem) {
        return problem.place().line() > 0
                ? file + ":" + problem.place()
                : problem.place().toString();
    }
}
