package dev.stride.server.file;

import java.util.Optional;

/**
 * Where a value was given: in the file, or beside it.
 *
 * @param line from 1; 0 for what does not stand in the file
 * @param column from 1; 0 for what does not stand in the file
 * @param option what was given beside the file, such as {@code train.epochs=3}
 */
public record Place(int line, int column, Optional<String> option) {

    /** Nowhere that is known. */
    public static final Place OUTSIDE = new Place(0, 0, Optional.empty());

    public static Place in(int line, int column) {
        return new Place(line, column, Optional.empty());
    }

    public static Place beside(String option) {
        return new Place(0, 0, Optional.of(option));
    }

    /** For example {@code 12:7} or {@code --set train.epochs=3}; empty where it is not known. */
    @Override
    public String toString() {
        return option.map(o -> "--set " + o).orElse(line > 0 ? line + ":" + column : "");
    }
}
