package dev.stride.server.file;

import dev.stride.model.PlainText;

/** Text of a user as it may stand in a message: short, characters that nobody sees as escapes. */
final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    static String text(Object value) {
        String plain = PlainText.escaped(value.toString());
        return plain.codePointCount(0, plain.length()) <= LONGEST
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST)) + "...";
    }
}
