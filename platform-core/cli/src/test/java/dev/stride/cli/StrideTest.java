package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.cli.ProgramOnAPort.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void anotherProgramIsNotTalkedTo() {
        try (var other = new ProgramOnAPort(Optional.empty(), Map.of())) {
            assertThat(run("ls", "--server", other.url())).isEqualTo(Exit.WRONG_INPUT);
            assertThat(err.toString()).contains("no Stride server").contains(other.url());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8686",
                "http://my_host:8686",
                "http://[x",
                "http://localhost:65536",
                "http://localhost:99999999999",
                "http://localhost:x",
                "http://:8686"
            })
    void anAddressThatIsNoneIsWrongInput(String address) {
        assertThat(run("ls", "--server", address)).isEqualTo(Exit.WRONG_INPUT);
        assertThat(err.toString()).contains("'" + address + "' is no server's address", "http://localhost:8686");
    }

    @Test
    void namesCannotColourTheScreenOrTurnItAround() {
        String list = "{\"items\":[{\"id\":\"1\",\"name\":\"a\\u001b[31mb\\u202ec\",\"best\":null}]}";
        try (var server = new ProgramOnAPort(Optional.of("one"), Map.of("/api/v1/experiments", list))) {
            assertThat(run("ls", "--server", server.url())).isEqualTo(Exit.OK);
            assertThat(out.toString()).contains("a\\u001b[31mb\\u202ec").doesNotContain("\u001b", "\u202e");
            assertThat(run("ls", "--server", server.url(), "-o", "json")).isEqualTo(Exit.OK);
            assertThat(out.toString()).contains("\\u202e").doesNotContain("\u202e");
        }
    }

    @Test
    @Timeout(60)
    void aStreamThatIsNotThereEndsARunThatWaits() {
        ProgramOnAPort.Answers answers =
                request -> switch (request.getRequestURI().getPath()) {
                    case "/api/v1/workers" -> Answer.of(200, "{\"items\":[]}");
                    case "/api/v1/experiments/e/stream" ->
                        Answer.of(404, "{\"code\":\"not-found\",\"detail\":\"there is no experiment 'e'\"}");
                    default -> Answer.of(200, "{\"id\":\"e\",\"state\":\"running\"}");
                };
        try (var server = new ProgramOnAPort(Optional.of("one"), answers)) {
            assertThat(run("run", "classics-on-digits", "--wait", "--server", server.url()))
                    .isEqualTo(Exit.NOT_FOUND);
            assertThat(err.toString()).contains("status 404: there is no experiment 'e'");
        }
    }

    @Test
    void anExperimentThatItsServerDoesNotGoOnWithIsShownAndNotWaitedFor() {
        String experiment = "{\"id\":\"e\",\"state\":\"running\",\"best\":null,"
                + "\"trouble\":\"its log cannot be read\\u001b[2J; put back a copy\"}";
        ProgramOnAPort.Answers answers =
                request -> switch (request.getRequestURI().getQuery() + "") {
                    case "limit=50" -> Answer.of(200, "{\"items\":[" + experiment + "]}");
                    default -> Answer.of(200, experiment);
                };
        try (var server = new ProgramOnAPort(Optional.of("one"), answers)) {
            assertThat(run("run", "classics-on-digits", "--wait", "--server", server.url()))
                    .isEqualTo(Exit.FAILURE);
            assertThat(err.toString())
                    .contains("experiment e has not ended", "its log cannot be read\\u001B[2J; put back a copy");
            assertThat(run("describe", "e", "--server", server.url())).isEqualTo(Exit.OK);
            assertThat(out.toString()).contains("trouble  its log cannot be read\\u001b[2J; put back a copy");
            assertThat(run("ls", "--server", server.url())).isEqualTo(Exit.OK);
            assertThat(out.toString()).contains("| does not go on |");
            assertThat(out.toString() + err).doesNotContain("\u001b");
        }
    }

    @Test
    void stoppingSaysWhetherItWillEndOrHasEndedAlready() {
        assertThat(stopped(Answer.of(202, ""))).isEqualTo(Exit.OK);
        assertThat(err.toString()).contains("it will end").doesNotContain("already");
        assertThat(stopped(Answer.of(200, ""))).isEqualTo(Exit.OK);
        assertThat(err.toString()).contains("it has ended already");
        assertThat(stopped(Answer.of(404, "{\"code\":\"not-found\"}"))).isEqualTo(Exit.NOT_FOUND);
    }

    private int stopped(Answer answer) {
        ProgramOnAPort.Answers answers =
                request -> request.getRequestURI().getPath().equals("/api/v1/experiments/last/stop")
                                && request.getRequestMethod().equals("POST")
                        ? answer
                        : Answer.of(200, "live\n");
        try (var server = new ProgramOnAPort(Optional.of("one"), answers)) {
            return run("stop", "last", "--server", server.url());
        }
    }

    @Test
    void lossesAreNoPercents() {
        String experiment = "{\"objective\":{\"metric\":\"validation.loss\"}}";
        String best = "{\"id\":\"e/1\",\"label\":\"lenet-5\",\"objective\":{\"value\":0.25},\"testAccuracy\":0.97}";
        var answers = Map.of("/api/v1/experiments/last", experiment, "/api/v1/experiments/last/best", best);
        try (var server = new ProgramOnAPort(Optional.of("one"), answers)) {
            assertThat(run("best", "last", "--server", server.url())).isEqualTo(Exit.OK);
            assertThat(out.toString()).contains("validation.loss 0.2500  test 97.00%");
        }
    }

    @Test
    void numbersOfOptionsHaveBounds() {
        assertThat(run("ls", "--limit", "0")).isEqualTo(Exit.WRONG_INPUT);
        assertThat(run("server", "--port", "70000")).isEqualTo(Exit.WRONG_INPUT);
        assertThat(err.toString()).contains("--limit").contains("0 to 65535, not 70000");
        int most = 4 * Runtime.getRuntime().availableProcessors();
        for (int slots : new int[] {-1, most + 1, 5000}) {
            assertThat(run("server", "--slots", "" + slots, "--data", data.toString()))
                    .isEqualTo(Exit.WRONG_INPUT);
            assertThat(err.toString())
                    .contains("--slots: expected 0 to " + most)
                    .contains("not " + slots + ";");
        }
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNoTextIsRefusedWithItsNameAndPlace() throws IOException {
        Path file = Files.write(data.resolve("my file.yaml"), new byte[] {'a', ':', '\n', (byte) 0xff});
        assertThat(run("run", file.toString(), "--data", data.toString())).isEqualTo(Exit.WRONG_INPUT);
        assertThat(err.toString()).contains("my file.yaml:2:1: this is not UTF-8 text");
        assertThat(run("run", data.toString(), "--data", data.toString())).isEqualTo(Exit.WRONG_INPUT);
        assertThat(err.toString()).contains("is a folder");
        assertThat(run("run", "lenet5-on-mnist", "--data", data.toString())).isEqualTo(Exit.NOT_FOUND);
        assertThat(err.toString()).contains("did you mean the example 'lenet-5-on-mnist'?");
    }

    @Test
    void exitCodesAreListed() {
        assertThat(run("--help")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains("Exit codes:", "some trials failed").doesNotContain("\u001b");
    }

    @Test
    void theHelpOfARunSaysHowNamesWithDotsAreSet() {
        assertThat(run("run", "--help")).isEqualTo(Exit.OK);
        assertThat(out.toString()).contains(" space.architecture.resnet-8.width=0.5\n", " \"train.'a.b'=1\"\n");
    }

    @Test
    void aLongCellStaysOnItsLine() {
        String table = Tables.of(List.of("name", "value"), List.of(List.of("x".repeat(200), "1.5%"), List.of("y", "")));
        assertThat(table.lines()).hasSize(4).noneMatch(line -> line.endsWith(" "));
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
    void everyFileThatShipsIsListed() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/experiments"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(ExamplesCommand.NAMES.stream(), ExamplesCommand.BESIDE.stream())
                                    .toList());
        }
    }

    @Test
    void anErrorOfJavaIsOneLineWithARemedyToo() {
        assertThat(failingWith(new OutOfMemoryError("Java heap space"))).isEqualTo(Exit.FAILURE);
        assertThat(err.toString())
                .startsWith("stride: failed with OutOfMemoryError: Java heap space\n")
                .contains("STRIDE_JAVA_OPTIONS")
                .doesNotContain("\tat ");
        err.getBuffer().setLength(0);
        assertThat(failingWith(new NoClassDefFoundError("dev/stride/Absent\u001b[31m")))
                .isEqualTo(Exit.FAILURE);
        assertThat(err.toString())
                .startsWith("stride: failed with NoClassDefFoundError: dev/stride/Absent\\u001b[31m\n")
                .contains("unpack it anew")
                .doesNotContain("\tat ");
        err.getBuffer().setLength(0);
        assertThat(failingWith(new AssertionError(), "--debug")).isEqualTo(Exit.FAILURE);
        assertThat(err.toString()).contains("stride: failed with AssertionError\n", "\tat ");
    }

    private int failingWith(Error error, String... more) {
        var broken = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                throw error;
            }
        };
        return Stride.execute(
                broken,
                new PrintWriter(err, true),
                Stream.concat(Stream.of("examples"), Stream.of(more)).toArray(String[]::new));
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
