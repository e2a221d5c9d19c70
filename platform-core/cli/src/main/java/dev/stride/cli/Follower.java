package dev.stride.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stride.model.ErrorCode;
import dev.stride.model.PlatformException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/** Tells what happens to an experiment, line by line, until it ends. For one thread. */
final class Follower {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A server that is started again is there within a minute: 1 + 2 + 4 + 8 + 16 + 16 + 16 s. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);
    private static final int MOST_FAILURES = 8;

    private final ApiClient client;
    private final PrintWriter out;
    private final Backoff again;
    private final Map<Integer, String> labels = new HashMap<>();
    private final Map<Integer, Integer> epochs = new HashMap<>();
    private String last = "0";

    /**
     * @param out takes what is told
     * @param pause between a failure and the next try
     */
    Follower(ApiClient client, PrintWriter out, Pause pause) {
        this.client = client;
        this.out = out;
        this.again = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, MOST_FAILURES, pause);
    }

    /**
     * Comes back when the experiment has ended. A stream that breaks off is taken up again where it was, and so is one
     * that the server cannot give now.
     *
     * @throws PlatformException with {@code CONFLICT} where the server does not go on with the experiment; what the
     *     server says where it will give no stream, and the last failure where it gave none for about a minute
     */
    void follow(String id) {
        while (!Interruption.hasBegun()) {
            try {
                if (hasEnded(id)) {
                    return;
                }
                listen(id);
                if (hasEnded(id)) {
                    return;
                }
                throw brokenOff();
            } catch (PlatformException e) {
                tryAgain(e);
            }
        }
    }

    private boolean hasEnded(String id) {
        JsonNode experiment = client.get("/api/v1/experiments/" + id);
        if (!experiment.path("state").asText().equals("running")) {
            return true;
        }
        String trouble = experiment.path("trouble").asText("");
        if (!trouble.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.CONFLICT,
                    "experiment " + id + " has not ended, and its server does not go on with it: " + trouble,
                    "");
        }
        return false;
    }

    private void listen(String id) {
        try (Stream<String> lines = client.lines("/api/v1/experiments/" + id + "/stream", last)) {
            Iterator<String> each = lines.iterator();
            if (each.hasNext()) {
                again.reset();
            }
            read(each);
        } catch (UncheckedIOException e) {
            throw brokenOff();
        }
    }

    private static PlatformException brokenOff() {
        return new PlatformException(ErrorCode.TIMED_OUT, "the stream broke off", "see whether the server runs");
    }

    private void tryAgain(PlatformException failure) {
        if (Interruption.hasBegun()) {
            return;
        }
        if (!mayPass(failure)) {
            throw failure;
        }
        out.println(Printable.text(failure.problems().get(0).message()) + "; listening again");
        again.failed(failure);
    }

    private static boolean mayPass(PlatformException failure) {
        return switch (failure.code().family()) {
            case RESOURCES, EXTERNAL -> true;
            case USER, INTERNAL -> false;
        };
    }

    private void read(Iterator<String> lines) {
        String type = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("event: ")) {
                type = line.substring("event: ".length());
                if (type.equals("end")) {
                    return;
                }
            } else if (line.startsWith("id: ")) {
                last = line.substring("id: ".length());
            } else if (line.startsWith("data: ") && type.equals("happened")) {
                JsonNode event = parsed(line.substring("data: ".length()));
                tell(event.path("body"));
                if (event.path("type").asText().equals("experiment-ended")) {
                    return;
                }
            }
        }
    }

    private void tell(JsonNode event) {
        int trial = event.path("trial").asInt();
        switch (event.path("type").asText()) {
            case "trial-proposed" -> {
                String seed = event.path("configuration").path("seed").asText("");
                labels.put(trial, event.path("label").asText() + (seed.isEmpty() ? "" : ", seed " + seed));
                epochs.put(
                        trial,
                        event.path("prepared")
                                .path("plan")
                                .path("training")
                                .path("epochs")
                                .asInt());
            }
            case "trial-refused" ->
                say(trial, "refused: " + event.path("reason").asText());
            case "epoch-recorded" -> {
                JsonNode epoch = event.path("epoch");
                say(
                        trial,
                        "epoch " + epoch.path("epoch").asInt() + "/" + epochs.getOrDefault(trial, 0)
                                + "  loss "
                                + String.format(
                                        java.util.Locale.ROOT,
                                        "%.3f",
                                        epoch.path("metrics").path("TRAIN_LOSS").asDouble())
                                + "  validation "
                                + Tables.percent(epoch.path("metrics")
                                        .path("VALIDATION_ACCURACY")
                                        .asDouble())
                                + "  " + Tables.seconds(epoch.path("seconds").asDouble()) + " s");
            }
            case "attempt-lost" ->
                say(trial, "lost, will go on: " + event.path("reason").asText());
            case "trial-ended" ->
                say(
                        trial,
                        event.path("state").asText().toLowerCase(java.util.Locale.ROOT)
                                + (event.path("metrics").has("TEST_ACCURACY")
                                        ? ", test "
                                                + Tables.percent(event.path("metrics")
                                                        .path("TEST_ACCURACY")
                                                        .asDouble())
                                        : ": " + event.path("reason").asText()));
            default -> {
                // Proposals and assignments are for those who look closer.
            }
        }
    }

    private void say(int trial, String what) {
        out.println("trial " + trial + "  " + Printable.text(labels.getOrDefault(trial, "") + "  " + what));
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
