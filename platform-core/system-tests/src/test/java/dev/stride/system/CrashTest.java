package dev.stride.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that was recorded is lost, and what goes on ends in the same bits. */
class CrashTest {

    private static final int TRIALS = 4;
    private static final int EPOCHS = 4;
    private static final int SLOTS = 2;

    /** Momentum, augmentation and batch norm: all that a checkpoint has to hold. */
    private static final String FILE = """
            experiment: crash
            dataset: {name: synthetic, train: 2400, test: 200, noise: 0.5, validation: 0.2}
            train: {epochs: %d, batch: 32}
            space:
              architecture: {lenet-5: {activation: relu}, resnet-8: {width: 0.5}}
              optimizer: {sgd: {rate: 0.02}}
              schedule: {cosine: {warmup: 0.1}}
              augmentation: {some: [mirror, {rotation: {degrees: 5}}, {random-crop: {pad: 2}}]}
              seed: [1, 2]
            """.formatted(EPOCHS);

    @TempDir
    Path folder;

    @Test
    void equalRunsAreEqualToTheBitAndSoIsOneThatWasKilled() throws IOException {
        List<String> first = uninterrupted("first");
        assertThat(first).hasSize(TRIALS).allMatch(trace -> trace.contains("completed"));
        assertThat(uninterrupted("second")).isEqualTo(first);
        assertThat(killed()).isEqualTo(first);
    }

    private List<String> uninterrupted(String name) throws IOException {
        try (var stride = StrideProcess.start(data(name), SLOTS)) {
            String id = stride.submit(FILE);
            end(stride, id);
            return stride.traces(id);
        }
    }

    private List<String> killed() throws IOException {
        Path data = data("killed");
        String id;
        int recorded;
        int running;
        try (var stride = StrideProcess.start(data, SLOTS)) {
            id = stride.submit(FILE);
            await().atMost(Duration.ofSeconds(60)).until(() -> stride.epochs(id) >= 3);
            recorded = stride.epochs(id);
            running = running(stride, id);
            stride.killTree();
        }
        try (var stride = StrideProcess.start(data, SLOTS)) {
            assertThat(stride.epochs(id)).as("nothing recorded is lost").isGreaterThanOrEqualTo(recorded);
            end(stride, id);
            assertThat(recorded(stride, id)).as("epochs that were recorded").isEqualTo(TRIALS * EPOCHS);
            assertExecuted(data, running);
            return stride.traces(id);
        }
    }

    @Test
    void aSlotThatIsKilledCostsItsTrialNoMoreThanAnEpoch() throws IOException {
        Path data = data("slot");
        try (var stride = StrideProcess.start(data, SLOTS)) {
            String id = stride.submit(FILE);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> everySlotIsInMidTrial(stride, id));
            stride.slots().get(0).destroyForcibly();
            end(stride, id);
            JsonNode trials =
                    stride.get("/api/v1/experiments/" + id + "/trials").path("items");
            assertThat(trials).allMatch(t -> t.path("state").asText().equals("completed"));
            assertThat(trials).filteredOn(t -> t.path("attempt").asInt() == 2).hasSize(1);
            assertThat(recorded(stride, id)).isEqualTo(TRIALS * EPOCHS);
            assertExecuted(data, 1);
            assertThat(stride.traces(id)).isEqualTo(uninterrupted("whole"));
        }
    }

    @Test
    void slotProcessesEndWithTheirWorker() throws IOException {
        try (var stride = StrideProcess.start(data("orphans"), SLOTS)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> stride.slots().size() == SLOTS);
            List<ProcessHandle> slots = stride.slots();
            String id = stride.submit(FILE);
            await().atMost(Duration.ofSeconds(60)).until(() -> stride.epochs(id) >= 1);
            ProcessHandle.of(slots.get(0).parent().orElseThrow().pid())
                    .orElseThrow()
                    .destroyForcibly();
            await().atMost(Duration.ofSeconds(10)).until(() -> slots.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    /** Recorded epochs, each with the attempt that made it: none twice, none left out. */
    private static int recorded(StrideProcess stride, String id) {
        JsonNode events =
                stride.get("/api/v1/experiments/" + id + "/events?limit=500").path("items");
        int count = 0;
        for (JsonNode event : events) {
            count += event.path("type").asText().equals("epoch-recorded") ? 1 : 0;
        }
        return count;
    }

    /**
     * Each attempt that was killed may have ended one epoch that was not recorded in time, and have begun another. More
     * would mean that a trial did not go on from its last checkpoint.
     */
    private static void assertExecuted(Path data, int killed) throws IOException {
        int ended = logged(data, " ends epoch ");
        assertThat(ended).as("epochs that were executed").isBetween(TRIALS * EPOCHS, TRIALS * EPOCHS + killed);
        assertThat(logged(data, " begins epoch ")).as("epochs that were begun").isBetween(ended, ended + killed);
    }

    /** How often slot processes said so, in all their lives. */
    private static int logged(Path data, String words) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(data.resolve("logs"), "slot-*.log")) {
            for (Path log : logs) {
                count += (int) Files.readAllLines(log).stream()
                        .filter(line -> line.contains(words))
                        .count();
            }
        }
        return count;
    }

    /** Whether each slot has a trial with at least one epoch behind it and more than one to come. */
    private static boolean everySlotIsInMidTrial(StrideProcess stride, String id) {
        int count = 0;
        for (JsonNode trial :
                stride.get("/api/v1/experiments/" + id + "/trials").path("items")) {
            int done = trial.path("epochsDone").asInt();
            count += trial.path("state").asText().equals("running") && done >= 1 && done <= EPOCHS - 2 ? 1 : 0;
        }
        return count == SLOTS;
    }

    private static int running(StrideProcess stride, String id) {
        int count = 0;
        for (JsonNode trial :
                stride.get("/api/v1/experiments/" + id + "/trials").path("items")) {
            count += trial.path("state").asText().equals("running") ? 1 : 0;
        }
        return count;
    }

    private static void end(StrideProcess stride, String id) {
        await().atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> stride.experiment(id).path("state").asText().equals("completed"));
    }

    private Path data(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }
}
