package dev.stride.cli;

/**
 * Text of others as it may go to a terminal: what would move the cursor, colour the screen or turn the order of reading
 * around is written as {@code \}{@code uXXXX} instead.
 */
final class Printable {

    private Printable() {}

    /** One line of it. */
    static String text(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(plain, c));
        return plain.toString();
    }

    /** The same with its line ends; JSON means the same afterwards. */
    static String lines(String text) {
        var plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                plain.append('\n');
            } else {
                append(plain, c);
            }
        });
        return plain.toString();
    }

    private static void append(StringBuilder plain, int c) {
        if (isHarmless(c)) {
            plain.appendCodePoint(c);
            return;
        }
        for (char unit : Character.toChars(c)) {
            plain.append(String.format("\\u%04x", (int) unit));
        }
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
