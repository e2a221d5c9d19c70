package dev.stride.server.file;

import dev.stride.model.Nearest;
import dev.stride.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Takes the problems of one file as they are found. For one thread. */
final class ProblemLog {

    /** Nobody reads more, and an answer stays small however much is wrong. */
    private static final int MOST = 100;

    private final List<FileProblem> problems = new ArrayList<>();
    private int found;
    private final Set<Place> unreadable = new HashSet<>();

    void add(Place place, String path, String message, String remedy) {
        add(place, new Problem(path, message, remedy));
    }

    void add(Place place, Problem problem) {
        if (!unreadable.contains(place)) {
            found++;
            if (!isFull()) {
                problems.add(new FileProblem(problem, place));
            }
        }
    }

    /** A value that cannot be read at all: what else could be said of it would only follow from that. */
    void unreadable(Place place, String path, String message, String remedy) {
        add(place, path, message, remedy);
        unreadable.add(place);
    }

    void unknown(Place place, String path, String what, String name, Collection<String> valid) {
        String remedy = isFull() ? "" : Nearest.remedy(name, valid);
        add(place, path, "unknown " + what + " '" + Quoted.text(name) + "'", remedy);
    }

    private boolean isFull() {
        return problems.size() == MOST;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    int size() {
        return found;
    }

    List<FileProblem> problems() {
        return List.copyOf(problems);
    }

    FileProblems toException() {
        Stream<FileProblem> first = problems.stream()
                .sorted(Comparator.comparingInt((FileProblem p) -> p.place().line())
                        .thenComparingInt(p -> p.place().column()));
        int more = found - problems.size();
        return new FileProblems(
                more > 0
                        ? Stream.concat(
                                        first,
                                        Stream.of(FileProblem.of(
                                                Place.OUTSIDE, "", "and " + more + " more", "mend these first")))
                                .toList()
                        : first.toList());
    }
}
