package dev.stride.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

    @ParameterizedTest
    @CsvSource({"0A", "0D", "1B", "7F", "85", "AD", "200B", "202E", "2066", "2028", "2029", "FEFF", "D800", "E0001"})
    void hiddenCharactersAreEscapedAndNotPlain(String hex) {
        int character = Integer.parseInt(hex, 16);
        String text = "a" + Character.toString(character) + "b";
        assertThat(PlainText.isPlain(text)).isFalse();
        assertThat(PlainText.isPlain(PlainText.escaped(text))).isTrue();
        assertThat(PlainText.escaped(text)).startsWith("a\\").endsWith(hex + "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lenet on digits", "Größe 3 × 4", "名前", "😀", "<b>bold</b> \\u202E"})
    void whatCanBeSeenStays(String text) {
        assertThat(PlainText.isPlain(text)).isTrue();
        assertThat(PlainText.escaped(text)).isEqualTo(text);
    }

    @Test
    void aProblemCannotForgeALine() {
        var problem = new Problem("a" + Character.toString(0x202E) + "b", "first\nsecond", "mend\tit");
        assertThat(problem.toString()).isEqualTo("a\\u202Eb: first\\u000Asecond; mend\\u0009it");
    }
}
