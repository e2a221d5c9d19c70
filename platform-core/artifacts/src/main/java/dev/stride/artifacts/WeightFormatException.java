package dev.stride.artifacts;

import java.io.IOException;

/** A file of weights is not of the form that it seems to have; says what is wrong, without the file's name. */
final class WeightFormatException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 80;

    private final String what;
    private final String remedy;

    WeightFormatException(String what, String remedy) {
        super(what);
        this.what = what;
        this.remedy = remedy;
    }

    /** A file that is damaged, or was never whole. */
    static WeightFormatException damaged(String what) {
        return new WeightFormatException(what, "get or make the file again");
    }

    /** What is wrong, to follow the file's name. */
    String what() {
        return what;
    }

    String remedy() {
        return remedy;
    }

    /** A name out of a file, in quotes and short enough for a message. */
    static String quoted(String name) {
        return "'" + (name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...") + "'";
    }
}
