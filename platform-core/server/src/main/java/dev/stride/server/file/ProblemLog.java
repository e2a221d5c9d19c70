package dev.stride.server.file;

import dev.stride.model.Nearest;
import dev.stride.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Takes the problems of one file as they are found. For one thread. */
final class ProblemLog {

    private final List<FileProblem> problems = new ArrayList<>();

    void add(Place place, String path, String message, String remedy) {
        problems.add(new FileProblem(new Problem(path, message, remedy), place));
    }

    void add(Place place, Problem problem) {
        problems.add(new FileProblem(problem, place));
    }

    void unknown(Place place, String path, String what, String name, Collection<String> valid) {
        add(place, path, "unknown " + what + " '" + Quoted.text(name) + "'", Nearest.remedy(name, valid));
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    FileProblems toException() {
        return new FileProblems(problems.stream()
                .sorted(Comparator.comparingInt((FileProblem p) -> p.place().line())
                        .thenComparingInt(p -> p.place().column()))
                .toList());
    }
}
