package dev.stride.server.file;

/** Text of a user as it may stand in a message: short, without control characters and marks that nobody sees. */
final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    static String text(Object value) {
        String plain = value.toString().replaceAll("[\\p{C}\\u2028\\u2029]", " ");
        return plain.codePointCount(0, plain.length()) <= LONGEST
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, LONGEST)) + "...";
    }
}
