package dev.stride.server.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** The bytes of an experiment file as text: UTF-8 of at most 1 MiB, of printable characters. */
public final class YamlText {

    /** How many bytes a file may have. */
    public static final int LONGEST = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private YamlText() {}

    /**
     * Reads bytes; a byte order mark of UTF-8 is left out.
     *
     * @throws FileProblems where there are too many, or where they are not UTF-8, with the place
     */
    public static String decode(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw tooLong(bytes.length);
        }
        var chars = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            throw refused(end(text), "this is not UTF-8 text", "save the file as UTF-8");
        }
        return text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
    }

    /** Refuses what no YAML file may hold. */
    static void check(String text) {
        if (text.length() > LONGEST) {
            throw tooLong(text.length());
        }
        OptionalInt unprintable = text.codePoints().filter(c -> !isPrintable(c)).findFirst();
        if (unprintable.isPresent()) {
            int at = text.indexOf(unprintable.getAsInt());
            throw refused(
                    end(text.substring(0, at)),
                    String.format("the character U+%04X is not allowed", unprintable.getAsInt()),
                    "leave it out, or write it as an escape in double quotes");
        }
    }

    /** As YAML has it, but for marks that turn the order of reading around: what is read should be what is shown. */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\t' || c == '\n' || c == '\r' || c == 0x85;
            case Character.SURROGATE -> false;
            case Character.FORMAT -> !(c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0xFEFF);
            default -> c != 0xFFFE && c != 0xFFFF;
        };
    }

    /** Where a text ends. */
    private static Place end(String text) {
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        int start = text.lastIndexOf('\n') + 1;
        return Place.in(line, 1 + text.codePointCount(start, text.length()));
    }

    private static FileProblems tooLong(int size) {
        return refused(
                Place.OUTSIDE, "the file has " + size + " bytes; at most " + LONGEST + " are read", "shorten it");
    }

    private static FileProblems refused(Place place, String message, String remedy) {
        return new FileProblems(List.of(FileProblem.of(place, "", message, remedy)));
    }
}
