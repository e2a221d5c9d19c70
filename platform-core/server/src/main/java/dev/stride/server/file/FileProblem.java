package dev.stride.server.file;

import dev.stride.model.Problem;

/** A problem of an experiment file with its place. */
public record FileProblem(Problem problem, Place place) {

    static FileProblem of(Place place, String path, String message, String remedy) {
        return new FileProblem(new Problem(path, message, remedy), place);
    }

    /** For example {@code 12:7: space.seed: ...}. */
    @Override
    public String toString() {
        return place.toString().isEmpty() ? problem.toString() : place + ": " + problem;
    }
}
