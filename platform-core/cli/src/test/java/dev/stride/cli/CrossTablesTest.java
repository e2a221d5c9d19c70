package dev.stride.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.cli.ProgramOnAPort.Answer;
import dev.stride.cli.ProgramOnAPort.Answers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code stride compare --rows --columns} says. */
class CrossTablesTest {

    private static final String EXPERIMENT = "/api/v1/experiments/last";
    private static final String ACCURACY = "validation.accuracy";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aCellIsAMeanWithItsIntervalAndTheTestBesideAndOneWithoutTrialsIsEmpty() {
        String table = table(
                ACCURACY,
                List.of("100", "1000"),
                List.of("scratch", "tuned"),
                List.of(
                        cell("100", "scratch", "{\"mean\":0.5,\"low\":0.25,\"high\":0.75}", "{\"mean\":0.4567}"),
                        cell("1000", "scratch", "{\"mean\":0.875,\"low\":0.875,\"high\":0.875}", "null"),
                        cell("1000", "tuned", "{\"mean\":0.99,\"low\":0.95,\"high\":1.03}", "{\"mean\":1}")),
                List.of("At train-images 1000 tuned has the best mean.", "No crossing is clear."));
        assertThat(shown(table).lines())
                .containsExactly(
                        "validation.accuracy [95%], and the test accuracy beside",
                        " train-images |               scratch |   test |                  tuned |    test",
                        "--------------+-----------------------+--------+------------------------+---------",
                        "          100 | 50.00% [25.00, 75.00] | 45.67% |                        |",
                        "         1000 |                87.50% |        | 99.00% [95.00, 100.00] | 100.00%",
                        "",
                        "At train-images 1000 tuned has the best mean.",
                        "No crossing is clear.");
    }

    @Test
    void aLossIsNoPercentInACell() {
        String table = table(
                "validation.loss",
                List.of("8"),
                List.of("plain"),
                List.of(cell("8", "plain", "{\"mean\":0.25,\"low\":-0.1,\"high\":0.6}", "null")),
                List.of());
        assertThat(shown(table))
                .startsWith("validation.loss [95%]")
                .contains(" 0.2500 [0.0000, 0.6000] ")
                .doesNotContain("25.00");
    }

    @Test
    void withoutACompletedTrialItSaysThatThereIsNothingYet() {
        assertThat(shown(table(ACCURACY, List.of(), List.of(), List.of(), List.of())))
                .isEqualTo("There is nothing to compare yet.");
    }

    @Test
    void aTableWithNothingToSayOfItEndsWithItsLastRow() {
        String table = table(
                ACCURACY,
                List.of("8"),
                List.of("plain"),
                List.of(cell("8", "plain", "{\"mean\":0.5,\"low\":0.5,\"high\":0.5}", "null")),
                List.of());
        assertThat(shown(table)).endsWith(" 50.00% |");
    }

    @Test
    void valuesAndFindingsCannotColourTheScreen() {
        String red = "\\u001b[31m";
        String table = table(
                ACCURACY,
                List.of("row" + red),
                List.of("column" + red),
                List.of(cell("row" + red, "column" + red, "{\"mean\":0.5,\"low\":0.5,\"high\":0.5}", "null")),
                List.of("finding" + red));
        assertThat(shown(table))
                .contains("row" + red, "column" + red, "finding" + red, "50.00%")
                .doesNotContain("\u001b");
    }

    @Test
    void theCommandShowsTheTableOfEachExperimentUnderItsName() {
        try (var server = server(oneCell())) {
            assertThat(run(server, "compare", "last", "last", "--rows", "depth", "--columns", "architecture"))
                    .isEqualTo(Exit.OK);
        }
        List<String> one = List.of(
                "depths  01e",
                "validation.accuracy [95%], and the test accuracy beside",
                " depth |  plain | test",
                "-------+--------+------",
                "     8 | 50.00% |",
                "",
                "There is one.",
                "");
        assertThat(out.toString().lines())
                .containsExactlyElementsOf(
                        Stream.of(one, one).flatMap(List::stream).toList());
    }

    @Test
    void theCommandGivesTheTableAsJson() throws IOException {
        try (var server = server(oneCell())) {
            assertThat(run(server, "compare", "last", "--rows", "depth", "--columns", "architecture", "-o", "json"))
                    .isEqualTo(Exit.OK);
        }
        var json = new ObjectMapper().readTree(out.toString());
        assertThat(json).hasSize(1);
        assertThat(json.path(0).path("id").asText()).isEqualTo("01e");
        assertThat(json.path(0).path("name").asText()).isEqualTo("depths");
        assertThat(json.path(0).path("crossTable")).isEqualTo(new ObjectMapper().readTree(oneCell()));
        assertThat(json.path(0).has("leaderboard")).isFalse();
    }

    @Test
    void aParameterThatNoTrialHasIsWrongInputInEachForm() {
        String answer = "{\"code\":\"invalid-request\",\"violations\":[{\"message\":\"no trial has a 'colour'\","
                + "\"remedy\":\"name two of depth, seed\"}]}";
        for (String form : List.of("table", "json")) {
            try (var server = server(request -> Answer.of(422, answer))) {
                assertThat(run(server, "compare", "last", "--rows", "depth", "--columns", "colour", "-o", form))
                        .isEqualTo(Exit.WRONG_INPUT);
            }
            assertThat(err.toString()).contains("no trial has a 'colour'", "name two of depth, seed");
            assertThat(out.toString()).isEmpty();
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void namesOfParametersReachTheServerAsTheyWereGiven() {
        Answers query =
                request -> request.getRequestURI().getRawQuery().equals("rows=a%26b%20c&columns=%2Bd&metric=train.loss")
                        ? Answer.of(200, oneCell())
                        : Answer.of(400, "{}");
        try (var server = server(query)) {
            assertThat(run(server, "compare", "last", "--rows", "a&b c", "--columns", "+d", "--metric", "train.loss"))
                    .isEqualTo(Exit.OK);
        }
        assertThat(out.toString()).contains(" a&b c |");
    }

    @Test
    void anExperimentThatIsNotThereLeavesNothingOfTheOthersOnTheScreen() {
        Answers answers = request -> switch (request.getRequestURI().getPath()) {
            case "/health/live" -> Answer.of(200, "live\n");
            case EXPERIMENT -> Answer.of(200, "{\"id\":\"01e\",\"name\":\"depths\"}");
            case EXPERIMENT + "/cross-table" -> Answer.of(200, oneCell());
            default -> Answer.of(404, "{\"code\":\"not-found\"}");
        };
        try (var server = new ProgramOnAPort(Optional.of("one"), answers)) {
            assertThat(run(server, "compare", "last", "absent", "--rows", "depth", "--columns", "architecture"))
                    .isEqualTo(Exit.NOT_FOUND);
        }
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void oneParameterWithoutTheOtherIsWrongUsage() {
        for (String option : List.of("--rows", "--columns")) {
            assertThat(Stride.execute(writer(out), writer(err), "compare", "last", option, "depth"))
                    .isEqualTo(Exit.WRONG_INPUT);
            assertThat(err.toString()).startsWith("--rows and --columns belong together");
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void aBaselineIsOfTheLeaderboardAlone() {
        assertThat(Stride.execute(
                        writer(out),
                        writer(err),
                        "compare",
                        "last",
                        "--rows",
                        "a",
                        "--columns",
                        "b",
                        "--baseline",
                        "c"))
                .isEqualTo(Exit.WRONG_INPUT);
        assertThat(err.toString()).startsWith("--baseline belongs to the leaderboard");
    }

    private static String oneCell() {
        return table(
                ACCURACY,
                List.of("8"),
                List.of("plain"),
                List.of(cell("8", "plain", "{\"mean\":0.5,\"low\":0.5,\"high\":0.5}", "null")),
                List.of("There is one."));
    }

    private static String table(
            String metric, List<String> rows, List<String> columns, List<String> cells, List<String> findings) {
        return "{\"measure\":{\"metric\":\"" + metric + "\"},\"rows\":" + texts(rows) + ",\"columns\":" + texts(columns)
                + ",\"cells\":[" + String.join(",", cells) + "],\"findings\":" + texts(findings) + "}";
    }

    private static String texts(List<String> texts) {
        return texts.isEmpty() ? "[]" : "[\"" + String.join("\",\"", texts) + "\"]";
    }

    private static String cell(String row, String column, String value, String test) {
        return "{\"row\":\"" + row + "\",\"column\":\"" + column + "\",\"value\":" + value + ",\"test\":" + test + "}";
    }

    private static String shown(String table) {
        try {
            return CrossTables.of(new ObjectMapper().readTree(table), "train-images");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ProgramOnAPort server(String table) {
        return server(request -> Answer.of(200, table));
    }

    /** One experiment, and what answers for its table. */
    private static ProgramOnAPort server(Answers table) {
        Answers answers = request -> switch (request.getRequestURI().getPath()) {
            case EXPERIMENT -> Answer.of(200, "{\"id\":\"01e\",\"name\":\"depths\"}");
            case EXPERIMENT + "/cross-table" -> table.to(request);
            default -> Answer.of(200, "live\n");
        };
        return new ProgramOnAPort(Optional.of("one"), answers);
    }

    private int run(ProgramOnAPort server, String... args) {
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--server", server.url()));
        return Stride.execute(writer(out), writer(err), all.toArray(String[]::new));
    }

    private static PrintWriter writer(StringWriter text) {
        return new PrintWriter(text, true);
    }
}
