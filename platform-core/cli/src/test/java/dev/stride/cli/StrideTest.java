package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrideTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path data;

    @Test
    void wrongUsageIsSaidWithCodeTwo() {
        assertThat(run("nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("nonsense");
    }

    @Test
    void aFileThatIsNotThereIsNotFound() {
        assertThat(run("run", "absent.yaml", "--data", data.toString())).isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString())
                .contains("'absent.yaml'")
                .contains("stride examples")
                .doesNotContain("Exception");
    }

    @Test
    void aServerThatDoesNotAnswerIsNotReached() {
        assertThat(run("ls", "--server", "http://localhost:1")).isEqualTo(Exit.SERVER_NOT_REACHED);
        assertThat(err.toString()).contains("http://localhost:1");
    }

    @Test
    void anUnknownNetIsNotFound() {
        assertThat(run("networks", "inspect", "lenet-6", "--data", data.toString()))
                .isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("lenet-6");
    }

    @Test
    void examplesArePrintedAsTheyShip() {
        assertThat(run("examples")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("classics-on-digits");
        for (String name : ExamplesCommand.NAMES) {
            assertThat(run("examples", name)).isEqualTo(Exit.OK);
            assertThat(out.toString()).contains("experiment: " + name);
        }
        assertThat(run("examples", "clasics-on-digits")).isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("did you mean 'classics-on-digits'?");
    }

    @Test
    void aTraceIsShownOnlyWhenItIsAskedFor() {
        run("ls", "--server", "http://localhost:1");
        assertThat(err.toString()).doesNotContain("\tat ");
        run("ls", "--server", "http://localhost:1", "--debug");
        assertThat(err.toString()).contains("\tat ");
    }

    private int run(String... args) {
        return Stride.execute(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }
}
