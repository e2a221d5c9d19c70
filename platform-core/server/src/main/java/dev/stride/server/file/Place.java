package dev.stride.server.file;

/**
 * A place in a file.
 *
 * @param line from 1; 0 for what does not stand in the file
 * @param column from 1
 */
public record Place(int line, int column) {

    /** For values that were given beside the file. */
    public static final Place OUTSIDE = new Place(0, 0);
}
