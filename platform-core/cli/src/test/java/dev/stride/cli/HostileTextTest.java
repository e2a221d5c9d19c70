package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What plugins and folders are called reaches the terminal as text, whatever it is. */
class HostileTextTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void pack() throws IOException {
        data = Files.createDirectory(folder.resolve("data\u001b[31m\u202e"));
        HostilePlugin.pack(data.resolve("plugins"));
    }

    @Test
    void pluginsAreListedWithEscapes() {
        assertThat(run("plugins", "--data", data.toString())).isEqualTo(Exit.FAILURE);
        assertThat(out.toString())
                .contains("red \\u001b[31m, home \\u001b[H, left \\u202e, bell \\u0007, line \\u000a end")
                .contains("hostile\\u001b[31m\\u202e.jar");
        assertThat(err.toString().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("not loaded: "))
                .anySatisfy(line -> assertThat(line).contains("'loud\\u001B[2J\\u202E'"))
                .anySatisfy(line -> assertThat(line).contains("'less\\u001B[31m\\u202E\\u000Dthan nothing'"))
                .anySatisfy(line -> assertThat(line).contains("no name \\u001B[31m\\u202E\\u009B2J"));
        assertHarmless(out.toString() + err);
    }

    @Test
    void theDoctorSpeaksOfThemWithEscapes() {
        assertThat(run("doctor", "--data", data.toString())).isEqualTo(Exit.FAILURE);
        assertThat(out.toString())
                .contains("data\\u001b[31m\\u202e")
                .contains("1 with 3 modules")
                .contains("'loud\\u001B[2J\\u202E'", "'less\\u001B[31m", "no name \\u001B[31m");
        assertHarmless(out.toString() + err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "dot"})
    void aNetIsShownWithEscapes(String form) {
        assertThat(run("networks", "inspect", "net", "-o", form, "--data", data.toString()))
                .isEqualTo(Exit.OK);
        assertThat(out.toString()).containsIgnoringCase("net\\u001b[31m\\u202e");
        assertHarmless(out.toString() + err);
    }

    @Test
    void aLayerThatMayNotBeCalledSoIsNamedWithEscapes() {
        assertThat(run("networks", "compare", "net", "other-net", "--data", data.toString()))
                .isEqualTo(Exit.WRONG_INPUT);
        assertThat(err.toString()).contains("'layer\\u001B[2J\\u202E' is no name");
        assertHarmless(out.toString() + err);
    }

    @Test
    void theSchemaHasWhatPluginsSayWithEscapes() {
        assertThat(run("schema", "--data", data.toString())).isEqualTo(Exit.OK);
        assertThat(out.toString()).containsIgnoringCase("how loud \\u001b[31m\\u202e");
        assertHarmless(out.toString() + err);
    }

    @Test
    void aNetThatIsNotThereIsNamedWithEscapes() {
        assertThat(run("networks", "inspect", "no\u001b[31m\u202enet", "--data", data.toString()))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("no\\u001B[31m\\u202Enet");
        assertHarmless(out.toString() + err);
    }

    private static void assertHarmless(String text) {
        assertThat(text.codePoints().filter(c -> c != '\n'))
                .allSatisfy(
                        c -> assertThat(Character.getType(c)).as("U+%04X", c).isNotIn((int) Character.CONTROL, (int)
                                Character.FORMAT));
    }

    private int run(String... args) {
        return Stride.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
