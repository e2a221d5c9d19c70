package dev.stride.engine.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stride.bus.Wire;
import dev.stride.bus.message.DataDescribed;
import dev.stride.bus.message.TransferPlanned;
import dev.stride.bus.message.WorkerKey;
import dev.stride.engine.validation.FoundSource;
import dev.stride.engine.validation.Verdicts;
import dev.stride.model.ArtifactRef;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.ImageShape;
import dev.stride.model.Metric;
import dev.stride.model.TrialState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The form in which events and verdicts lie in databases: {@code stored-1.txt} has a line for each that was ever in use. A
 * line is never changed nor taken out; an event that gets an optional component gets another line, with the sample here in
 * step.
 */
class StoredFormsTest {

    private static final String FILE = "stored-1.txt";

    private record Line(Class<?> type, String json) {

        static Line parse(String text) {
            int space = text.indexOf(' ');
            return new Line(
                    text.startsWith("Verdicts ") ? Verdicts.class : ExperimentEvent.class, text.substring(space + 1));
        }
    }

    /** One of each, with a value in every component. */
    private static List<Object> samples() {
        var prepared = (ExperimentEvent.TrialProposed) ExperimentsFixture.proposed(1);
        var source = new ExperimentEvent.Prepared(
                prepared.prepared().plan(),
                "n",
                "d",
                Optional.of(new ArtifactRef("cd".repeat(32), 8)),
                61_706,
                416_520);
        return List.of(
                new ExperimentEvent.Accepted(ExperimentsFixture.spec(), "all modules agreed"),
                new ExperimentEvent.CoordinatorStarted("goes on after event 2"),
                new ExperimentEvent.TrialProposed(1, prepared.configuration(), "lenet-5", source, "point 1"),
                new ExperimentEvent.TrialRefused(2, prepared.configuration(), "lenet-5", "too small"),
                new ExperimentEvent.SearchEnded("the grid is done"),
                new ExperimentEvent.AttemptAssigned(1, 2, new WorkerKey("w", "boot"), "starts"),
                new ExperimentEvent.EpochRecorded(1, 2, ExperimentsFixture.epoch(3, 0.5), "recorded"),
                new ExperimentEvent.AttemptLost(1, 2, ErrorCode.SLOT_LOST, true, "killed"),
                new ExperimentEvent.TrialEnded(
                        1,
                        2,
                        TrialState.FAILED,
                        new TreeMap<>(Map.of(Metric.TEST_ACCURACY, 0.5)),
                        Optional.of(ErrorCode.DEFECT),
                        "a defect"),
                new ExperimentEvent.StopRequested("by its user"),
                new ExperimentEvent.ExperimentEnded(ExperimentState.STOPPED, "by its user"),
                new Verdicts(
                        new DataDescribed(
                                new ImageShape(1, 28, 28),
                                List.of("zero"),
                                9,
                                1,
                                2,
                                List.of(0.1),
                                List.of(0.2),
                                "ab".repeat(32),
                                List.of("a remark")),
                        List.of(new Verdicts.NetworkVerdict(
                                "lenet-5", "n", 61_706, 416_520, Optional.of("all train on"))),
                        OptionalLong.of(3),
                        Optional.of(List.of(new FoundSource(
                                new TransferPlanned.Source(
                                        Optional.of("classics"),
                                        Optional.of("01arz3ndektsv4rrffq69g5fav-1"),
                                        Optional.of("/folder/net.safetensors"),
                                        Optional.of("lenet-5"),
                                        Optional.of("torchvision")),
                                Optional.of(prepared.prepared().plan().architecture()),
                                new ArtifactRef("cd".repeat(32), 8))))));
    }

    @Test
    void everyEventHasASample() {
        assertThat(samples().stream().map(Object::getClass).map(Class::getName))
                .containsAll(Arrays.stream(ExperimentEvent.class.getPermittedSubclasses())
                        .filter(Class::isRecord)
                        .map(Class::getName)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> aSampleHasALineOfItsFormNow() throws IOException {
        List<String> lines = lines();
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getClass().getSimpleName(), () -> {
                    String line = sample.getClass().getSimpleName() + " " + Wire.write(sample);
                    assertThat(line)
                            .as("an empty component shows nothing of its form")
                            .doesNotContain("null");
                    assertThat(lines).as("append to " + FILE + ": " + line).contains(line);
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatWasStoredOnceIsReadForEver() throws IOException {
        return lines().stream()
                .map(text -> DynamicTest.dynamicTest(text.substring(0, text.indexOf(' ')), () -> {
                    Line line = Line.parse(text);
                    Object read = Wire.read(line.json(), line.type(), "an old line");
                    assertThat(text).startsWith(read.getClass().getSimpleName() + " ");
                    Object again = Wire.read(Wire.write(read), line.type(), "the same line, written now");
                    assertThat(again).isEqualTo(read);
                    if (read instanceof ExperimentEvent event) {
                        assertThat(line.json()).contains("\"type\":\"" + event.type() + "\"");
                    }
                }));
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = StoredFormsTest.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
