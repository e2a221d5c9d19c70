package dev.stride.bus;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.bus.message.Assign;
import dev.stride.bus.slot.SlotCommand;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentState;
import dev.stride.model.Optimizer;
import dev.stride.model.ParameterDomain;
import dev.stride.model.Quantity;
import dev.stride.model.Schedule;
import dev.stride.model.TrialState;
import dev.stride.network.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The form of every message, as nodes and databases out there have it: {@code messages-1.txt} has a line for each form that
 * was ever in use, the name of its record and its JSON. A line is never changed nor taken out; a message that gets an
 * optional component gets another line, with {@link MessageSamples} in step.
 */
class GoldenLinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "messages-" + Wire.VERSION + ".txt";

    private record Line(Class<?> type, String json) {

        static Line parse(String text) {
            try {
                int space = text.indexOf(' ');
                return new Line(Class.forName(text.substring(0, space)), text.substring(space + 1));
            } catch (ClassNotFoundException e) {
                throw new AssertionError("a message that was in use is gone: " + text, e);
            }
        }

        @Override
        public String toString() {
            return type.getName() + " " + json;
        }
    }

    @Test
    void everyMessageHasASample() throws Exception {
        var sampled =
                MessageSamples.all().stream().map(s -> s.getClass().getName()).collect(toCollection(TreeSet::new));
        assertThat(sampled).containsAll(messages());
    }

    /** All records beside a message and a slot's message. */
    private static TreeSet<String> messages() throws Exception {
        var found = new TreeSet<String>();
        for (Class<?> one : List.of(Assign.class, SlotCommand.class)) {
            URI root = one.getProtectionDomain().getCodeSource().getLocation().toURI();
            String name = one.getPackageName();
            try (Stream<Path> files = Files.list(Path.of(root).resolve(name.replace('.', '/')))) {
                files.map(file -> name + "." + file.getFileName().toString().replace(".class", ""))
                        .filter(GoldenLinesTest::isRecord)
                        .forEach(found::add);
            }
        }
        return found;
    }

    private static boolean isRecord(String name) {
        try {
            return Class.forName(name).isRecord();
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @TestFactory
    Stream<DynamicTest> aMessageHasALineOfItsFormNow() throws IOException {
        List<Line> lines = lines();
        return MessageSamples.all().stream().map(sample -> {
            var expected = new Line(sample.getClass(), Wire.write(sample));
            return DynamicTest.dynamicTest(sample.getClass().getName(), () -> {
                assertThat(expected.json())
                        .as("an empty component shows nothing of its form")
                        .doesNotContain("null");
                assertThat(lines.stream().map(Line::toString))
                        .as("append to " + FILE + ", if older nodes can read it too: " + expected)
                        .contains(expected.toString());
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> whatWasWrittenOnceIsReadForEver() throws IOException {
        return lines().stream()
                .map(line -> DynamicTest.dynamicTest(
                        line.toString()
                                .substring(0, Math.min(100, line.toString().length())),
                        () -> {
                            Object read = Wire.read(line.json(), line.type(), "an old line");
                            assertKept("", JSON.readTree(line.json()), JSON.readTree(Wire.write(read)));
                        }));
    }

    /** What stands in the old text stands in the new one, which may have more. */
    private static void assertKept(String path, JsonNode before, JsonNode after) {
        if (before.isObject()) {
            Map<String, JsonNode> fields = new TreeMap<>();
            before.fields().forEachRemaining(f -> fields.put(f.getKey(), f.getValue()));
            fields.forEach((name, value) -> {
                assertThat(after.has(name)).as(path + "." + name).isTrue();
                assertKept(path + "." + name, value, after.get(name));
            });
        } else if (before.isArray()) {
            assertThat(after.size()).as(path).isEqualTo(before.size());
            for (int i = 0; i < before.size(); i++) {
                assertKept(path + "[" + i + "]", before.get(i), after.get(i));
            }
        } else {
            assertThat(after).as(path).isEqualTo(before);
        }
    }

    @Test
    void everyKindOfLayerDomainOptimizerAndScheduleStandsInALine() throws IOException {
        String text = lines().toString();
        for (Class<?> root : List.of(Layer.class, ParameterDomain.class, Optimizer.class, Schedule.class)) {
            for (Class<?> kind : root.getPermittedSubclasses()) {
                assertThat(text).contains("\"type\":\"" + SealedTypes.name(kind) + "\"");
            }
        }
    }

    @Test
    void constantsThatAreStoredStay() {
        assertThat(ErrorCode.values())
                .extracting(ErrorCode::name)
                .contains("INVALID_REQUEST", "UNKNOWN_MODULE", "MISFIT", "NOT_FOUND", "CONFLICT", "TOO_LARGE")
                .contains("DATA_INVALID", "SLOT_LOST", "WORKER_LOST", "OUT_OF_MEMORY", "DISK_FULL", "TIMED_OUT")
                .contains("DATA_UNAVAILABLE", "STORE_UNAVAILABLE", "PLUGIN_FAILED", "CORRUPT", "DEFECT");
        assertThat(Quantity.values())
                .extracting(Quantity::name)
                .contains("TRAIN_LOSS", "TRAIN_ACCURACY", "VALIDATION_LOSS", "VALIDATION_ACCURACY")
                .contains("TEST_LOSS", "TEST_ACCURACY", "RATE");
        assertThat(TrialState.values())
                .extracting(TrialState::name)
                .contains("WAITING", "RUNNING", "COMPLETED", "STOPPED", "DIVERGED", "INFEASIBLE", "FAILED");
        assertThat(ExperimentState.values())
                .extracting(ExperimentState::name)
                .contains("RUNNING", "COMPLETED", "STOPPED");
    }

    @Test
    void aNodeReadsWhatItDoesNotKnowYet() throws IOException {
        for (Line line : lines()) {
            JsonNode json = JSON.readTree(line.json());
            if (json instanceof ObjectNode object && !isMap(line)) {
                object.put("of-a-newer-node", 1);
                assertThatCode(() -> Wire.read(object.toString(), line.type(), "a newer line"))
                        .as(line.toString())
                        .doesNotThrowAnyException();
            }
        }
    }

    private static boolean isMap(Line line) {
        return line.type().getSimpleName().equals("Configuration");
    }

    private static List<Line> lines() throws IOException {
        try (InputStream in = GoldenLinesTest.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Line::parse)
                    .toList();
        }
    }
}
