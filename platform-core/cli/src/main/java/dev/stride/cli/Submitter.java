package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Submits an experiment, follows it, and shows what came of it. */
final class Submitter {

    private static final String EXPERIMENTS = "/api/v1/experiments";
    private static final int SCREEN = 20;
    private static final String YAML = "application/yaml";

    private final ApiClient client;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out takes results
     * @param err takes progress and talk
     */
    Submitter(ApiClient client, PrintWriter out, PrintWriter err) {
        this.client = client;
        this.out = out;
        this.err = err;
    }

    /**
     * Has an experiment begun.
     *
     * @param headers of the request, names and values by turns
     * @return its id
     */
    String submit(String text, List<String> overrides, String... headers) {
        String id = client.post(EXPERIMENTS + "?dry-run=false" + query(overrides), YAML, text, headers)
                .path("id")
                .asText();
        err.println("experiment " + id);
        return id;
    }

    private static String query(List<String> overrides) {
        return overrides.stream().map(o -> "&set=" + ApiClient.encoded(o)).collect(Collectors.joining());
    }

    /**
     * Follows an experiment to its end and shows what came of it.
     *
     * @param farewell what is said where a signal ends this process meanwhile
     * @return the exit code
     */
    int follow(String id, String farewell) {
        if (client.get("/api/v1/workers").path("items").isEmpty()) {
            err.println("no worker is connected to " + client.base() + " yet; the experiment waits for one");
        }
        Interruption.saying(farewell, () -> new Follower(client, err, Pause::sleep).follow(id));
        return result(id);
    }

    /** Shows what would run, and begins nothing. */
    void preview(String text, List<String> overrides) {
        new PreviewTable(client.post(EXPERIMENTS + "?dry-run=true" + query(overrides), YAML, text)).print(out);
    }

    private int result(String id) {
        JsonNode experiment = client.get(EXPERIMENTS + "/" + id);
        JsonNode board = client.get(EXPERIMENTS + "/" + id + "/leaderboard");
        JsonNode counts = experiment.path("trials");
        if (!board.path("groups").isEmpty()) {
            printTrials(experiment, client.get(EXPERIMENTS + "/" + id + "/trials"));
            out.println();
            out.println(Tables.leaderboard(board));
            out.println();
            out.println(Printable.text(board.path("finding").asText()));
        }
        int bad = counts.path("failed").asInt() + counts.path("diverged").asInt();
        if (bad > 0) {
            err.println(bad + " of " + counts.path("total").asInt() + " trials failed or diverged; see 'stride trials "
                    + id + "'");
        }
        if (counts.path("completed").asInt() == 0) {
            return Exit.FAILURE;
        }
        return bad > 0 ? Exit.SOME_TRIALS_FAILED : Exit.OK;
    }

    /** Each trial, the best first, where they fit a screen. */
    private void printTrials(JsonNode experiment, JsonNode trials) {
        if (trials.path("items").size() <= SCREEN) {
            out.println();
            out.println(Tables.trials(ranked(trials, experiment), Measure.of(experiment)));
        }
    }

    private static List<JsonNode> ranked(JsonNode trials, JsonNode experiment) {
        Comparator<JsonNode> byValue = Comparator.comparingDouble(
                t -> t.path("objective").path("value").asDouble());
        boolean largest = experiment.path("objective").path("goal").asText().equals("maximize");
        return StreamSupport.stream(trials.path("items").spliterator(), false)
                .sorted(Comparator.comparing((JsonNode t) -> t.path("objective").isNull())
                        .thenComparing(largest ? byValue.reversed() : byValue))
                .toList();
    }
}
