package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;

/** Submits an experiment, follows it, and shows what came of it. */
final class Submitter {

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

    /** Gives the exit code. */
    int submit(String text, List<String> overrides, boolean dryRun, boolean wait) {
        var query = new StringBuilder("?dry-run=" + dryRun);
        overrides.forEach(o -> query.append("&set=").append(ApiClient.encoded(o)));
        JsonNode answer = client.post("/api/v1/experiments" + query, "application/yaml", text);
        if (dryRun) {
            dryRun(answer);
            return Exit.OK;
        }
        String id = answer.path("id").asText();
        err.println("experiment " + id);
        if (!wait) {
            out.println(id);
            return Exit.OK;
        }
        new Follower(client, err).follow(id);
        return result(id);
    }

    private void dryRun(JsonNode verdicts) {
        JsonNode data = verdicts.path("data");
        out.println("trials  "
                + (verdicts.path("trials").isNull()
                        ? "until the budget ends"
                        : verdicts.path("trials").asText()));
        out.println("data    " + data.path("images").asText() + ", "
                + data.path("classes").size() + " classes, "
                + data.path("train").asInt() + " to learn from, "
                + data.path("validation").asInt() + " to validate, "
                + data.path("test").asInt() + " to test");
        for (JsonNode net : verdicts.path("networks")) {
            out.println("net     " + net.path("architecture").asText() + "  "
                    + Tables.count(net.path("parameters").asLong()) + " parameters, "
                    + Tables.count(net.path("multiplies").asLong()) + " multiplies");
        }
        data.path("remarks").forEach(remark -> out.println("note    " + remark.asText()));
    }

    private int result(String id) {
        JsonNode experiment = client.get("/api/v1/experiments/" + id);
        JsonNode board = client.get("/api/v1/experiments/" + id + "/leaderboard");
        JsonNode trials = experiment.path("trials");
        out.println();
        if (!board.path("groups").isEmpty()) {
            out.println(Tables.leaderboard(board));
            out.println();
            out.println(board.path("finding").asText());
        }
        int bad = trials.path("failed").asInt() + trials.path("diverged").asInt();
        if (bad > 0) {
            err.println(bad + " of " + trials.path("total").asInt() + " trials failed or diverged; see 'stride trials "
                    + id + "'");
        }
        if (trials.path("completed").asInt() == 0) {
            return Exit.FAILURE;
        }
        return bad > 0 ? Exit.SOME_TRIALS_FAILED : Exit.OK;
    }
}
