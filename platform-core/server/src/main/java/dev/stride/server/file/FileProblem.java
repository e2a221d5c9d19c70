package dev.stride.server.file;

import dev.stride.model.Problem;

/** A problem of an experiment file with its place. */
public record FileProblem(Problem problem, Place place) {

    /** For example {@code 12:7: space.seed: ...}. */
    @Override
    public String toString() {
        return place.equals(Place.OUTSIDE) ? problem.toString() : place.line() + ":" + place.column() + ": " + problem;
    }
}
