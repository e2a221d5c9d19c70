package dev.stride.server;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.stride.model.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Characters that nobody sees as JSON's own escapes: whoever reads the JSON has them as they were, whoever shows it on a
 * terminal is not deceived. One beyond the 16-bit range is escaped as the two that it is made of, hidden or not.
 */
final class HiddenCharacters extends CharacterEscapes {

    private static final long serialVersionUID = 1L;
    private static final char DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DELETE] = ESCAPE_STANDARD;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return character <= DELETE || PlainText.isPlain(Character.toString(character))
                ? null
                : new SerializedString(String.format("\\u%04X", character));
    }
}
