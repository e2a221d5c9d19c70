package dev.stride.model;

/**
 * Text of others as it may be shown. Control characters, direction overrides and other invisible characters could forge
 * lines, hide words or turn them around; they are refused in names and written as escapes, such as one for U+202E,
 * wherever else text goes to a screen or a log. Stateless.
 */
public final class PlainText {

    private PlainText() {}

    /** Whether every character is one that can be seen, or a space. */
    public static boolean isPlain(String text) {
        return text.codePoints().noneMatch(PlainText::isHidden);
    }

    /** The same text with every hidden character as an escape; plain text stays as it is. */
    public static String escaped(String text) {
        if (isPlain(text)) {
            return text;
        }
        var plain = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isHidden(c)) {
                plain.append(String.format(c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
