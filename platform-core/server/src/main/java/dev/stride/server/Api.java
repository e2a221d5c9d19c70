package dev.stride.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.bus.Wire;
import dev.stride.engine.comparison.Interval;
import dev.stride.engine.comparison.Leaderboard;
import dev.stride.engine.dispatch.Roster;
import dev.stride.engine.validation.Verdicts;
import dev.stride.model.Checkpoint;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.Measurement;
import dev.stride.model.ParameterValue;
import dev.stride.model.TrialState;
import dev.stride.network.Layer;
import dev.stride.network.Network;
import dev.stride.network.NetworkTable;
import dev.stride.pluginhost.ModuleInfo;
import dev.stride.spi.ParameterField;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What the API says, as JSON: the one place that gives fields their names. */
final class Api {

    static final ObjectMapper JSON = new ObjectMapper();

    private Api() {}

    static ObjectNode experiment(StoredExperiment experiment, List<StoredTrial> trials) {
        var spec = Wire.read(experiment.spec(), ExperimentSpec.class, "the text of experiment " + experiment.id());
        ObjectNode json = JSON.createObjectNode()
                .put("id", experiment.id().value())
                .put("name", experiment.name())
                .put("state", experiment.state().word())
                .put("createdAt", Instant.ofEpochMilli(experiment.createdAt()).toString());
        time(json, "endedAt", experiment.endedAt());
        json.put("reason", experiment.reason())
                .put("dataset", spec.data().module().name())
                .put("search", spec.search().name());
        json.putObject("objective")
                .put("metric", spec.objective().metric().word())
                .put("goal", spec.objective().goal().word());
        json.set("trials", counts(trials));
        json.put(
                "epochsDone", trials.stream().mapToLong(StoredTrial::epochsDone).sum());
        json.put("epochsPlanned", planned(experiment, trials));
        Comparator<StoredTrial> order = (a, b) -> spec.objective()
                        .goal()
                        .isBetter(
                                a.bestValue().orElse(Double.NaN), b.bestValue().orElse(Double.NaN))
                ? -1
                : 1;
        trials.stream()
                .filter(t -> t.state() == TrialState.COMPLETED && t.bestValue().isPresent())
                .min(order)
                .ifPresentOrElse(
                        best -> {
                            ObjectNode value = json.putObject("best")
                                    .put("trial", best.id().number())
                                    .put("label", best.label());
                            number(value, "value", best.bestValue());
                            number(value, "testAccuracy", best.testAccuracy());
                        },
                        () -> json.putNull("best"));
        return json;
    }

    private static long planned(StoredExperiment experiment, List<StoredTrial> trials) {
        var verdicts =
                Wire.read(experiment.verdicts(), Verdicts.class, "the verdicts of experiment " + experiment.id());
        var spec = Wire.read(experiment.spec(), ExperimentSpec.class, "the text of experiment " + experiment.id());
        long known = trials.stream()
                .filter(t -> t.state() != TrialState.INFEASIBLE)
                .mapToLong(t -> t.state().isTerminal() ? t.epochsDone() : t.epochs())
                .sum();
        long left = experiment.state().isTerminal()
                ? 0
                : Math.max(0, verdicts.trials().orElse(trials.size()) - trials.size());
        return known + left * spec.training().epochs();
    }

    private static ObjectNode counts(List<StoredTrial> trials) {
        ObjectNode counts = JSON.createObjectNode().put("total", trials.size());
        for (TrialState state : TrialState.values()) {
            counts.put(
                    state.word(),
                    trials.stream().filter(t -> t.state() == state).count());
        }
        return counts;
    }

    static ObjectNode verdicts(Verdicts verdicts) {
        ObjectNode json = JSON.createObjectNode();
        ObjectNode data = json.putObject("data")
                .put("images", verdicts.data().images().toString())
                .put("train", verdicts.data().train())
                .put("validation", verdicts.data().validation())
                .put("test", verdicts.data().test())
                .put("sha256", verdicts.data().sha256());
        strings(data.putArray("classes"), verdicts.data().classes());
        strings(data.putArray("remarks"), verdicts.data().remarks());
        ArrayNode networks = json.putArray("networks");
        verdicts.networks()
                .forEach(n -> networks.addObject()
                        .put("architecture", n.architecture())
                        .put("hash", n.hash())
                        .put("parameters", n.parameters())
                        .put("multiplies", n.multiplies()));
        verdicts.trials().ifPresentOrElse(n -> json.put("trials", n), () -> json.putNull("trials"));
        return json;
    }

    static ObjectNode trial(StoredTrial trial) {
        ObjectNode json = JSON.createObjectNode()
                .put("id", trial.id().toString())
                .put("number", trial.id().number())
                .put("state", trial.state().word())
                .put("label", trial.label());
        json.set("configuration", parsed(trial.configuration()));
        json.put("attempt", trial.attempt())
                .put("epochsDone", trial.epochsDone())
                .put("epochs", trial.epochs());
        if (trial.bestValue().isPresent() && trial.bestEpoch().isPresent()) {
            json.putObject("best")
                    .put("value", trial.bestValue().getAsDouble())
                    .put("epoch", trial.bestEpoch().getAsInt());
        } else {
            json.putNull("best");
        }
        number(json, "testAccuracy", trial.testAccuracy());
        number(json, "testLoss", trial.testLoss());
        json.put("parameters", trial.parameters())
                .put("multiplies", trial.multiplies())
                .put("seconds", trial.seconds())
                .put("reason", trial.reason());
        time(json, "startedAt", trial.startedAt());
        time(json, "endedAt", trial.endedAt());
        json.put("errorCode", trial.errorCode()).put("networkHash", trial.networkHash());
        return json;
    }

    /** Measurements of one trial, an entry an epoch. */
    static ArrayNode epochs(List<Measurement> measurements) {
        var epochs = new TreeMap<Integer, ObjectNode>();
        for (Measurement m : measurements) {
            epochs.computeIfAbsent(m.epoch(), e -> JSON.createObjectNode())
                    .put(m.metric().word(), m.value());
        }
        ArrayNode array = JSON.createArrayNode();
        epochs.forEach((epoch, metrics) -> array.addObject().put("epoch", epoch).set("metrics", metrics));
        return array;
    }

    static ArrayNode checkpoints(List<Checkpoint> checkpoints) {
        ArrayNode array = JSON.createArrayNode();
        checkpoints.forEach(c -> array.addObject()
                .put("epoch", c.epoch())
                .put("sha256", c.artifact().sha256())
                .put("bytes", c.artifact().bytes()));
        return array;
    }

    static ObjectNode event(StoredEvent event) {
        ObjectNode json = JSON.createObjectNode()
                .put("sequence", event.sequence())
                .put("at", Instant.ofEpochMilli(event.at()).toString())
                .put("type", event.type());
        json.set("body", parsed(event.body()));
        return json;
    }

    static ObjectNode leaderboard(Leaderboard board) {
        ObjectNode json = JSON.createObjectNode();
        json.putObject("objective")
                .put("metric", board.objective().metric().word())
                .put("goal", board.objective().goal().word());
        ArrayNode groups = json.putArray("groups");
        for (Leaderboard.Group group : board.groups()) {
            ObjectNode entry = groups.addObject().put("rank", group.rank()).put("label", group.label());
            ArrayNode trials = entry.putArray("trials");
            group.trials().forEach(trials::add);
            entry.put("n", group.validation().count());
            entry.set("validation", interval(group.validation()));
            group.test().ifPresentOrElse(t -> entry.set("test", interval(t)), () -> entry.putNull("test"));
            entry.put("parameters", group.parameters())
                    .put("multiplies", group.multiplies())
                    .put("seconds", group.seconds())
                    .put("difference", difference(group.difference()));
        }
        return json.put("finding", board.finding());
    }

    static String difference(Leaderboard.Difference difference) {
        return switch (difference) {
            case BEST -> "best";
            case NONE -> "no difference";
            case WORSE -> "worse";
            case UNKNOWN -> "unknown";
        };
    }

    private static ObjectNode interval(Interval interval) {
        return JSON.createObjectNode()
                .put("mean", interval.mean())
                .put("low", interval.low())
                .put("high", interval.high());
    }

    static ObjectNode network(Network network) {
        NetworkTable table = NetworkTable.of(network);
        Layer.Input input = network.input();
        ObjectNode json = JSON.createObjectNode()
                .put("name", network.name())
                .put("hash", network.hash())
                .put("input", input.shape().toString())
                .put("classes", network.classes());
        ArrayNode rows = json.putArray("rows");
        table.rows()
                .forEach(row -> rows.addObject()
                        .put("name", row.name())
                        .put("stage", row.stage())
                        .put("layer", row.kind())
                        .put("output", row.output().toString())
                        .put("parameters", row.parameters())
                        .put("multiplies", row.multiplies())
                        .put("activationBytes", row.activationBytes()));
        json.putObject("totals")
                .put("parameters", table.totals().parameters())
                .put("multiplies", table.totals().multiplies())
                .put("activationBytes", table.totals().activationBytes())
                .put("trainingBytes", table.totals().trainingBytes(128));
        return json;
    }

    static ObjectNode module(ModuleInfo module) {
        ObjectNode json = JSON.createObjectNode()
                .put("kind", module.kind().word())
                .put("name", module.name())
                .put("summary", module.summary())
                .put("plugin", module.plugin());
        strings(json.putArray("presets"), module.presets());
        ArrayNode parameters = json.putArray("parameters");
        module.parameters().forEach(p -> parameters.add(parameter(p)));
        return json;
    }

    private static ObjectNode parameter(ParameterField field) {
        ObjectNode json = JSON.createObjectNode()
                .put("name", field.name())
                .put("type", field.type().name().toLowerCase(Locale.ROOT))
                .put("about", field.about())
                .put("required", field.required())
                .put("expected", field.expected())
                .put("default", field.otherwise().map(ParameterValue::toString).orElse(null));
        strings(json.putArray("choices"), field.choices());
        return json;
    }

    static ObjectNode worker(Roster.Seen worker) {
        return JSON.createObjectNode()
                .put("id", worker.key().id())
                .put("slots", worker.slots())
                .put("busy", worker.busy())
                .put("device", worker.device())
                .put("trouble", worker.trouble().orElse(null))
                .put("silentMillis", worker.silentMillis());
    }

    static JsonNode parsed(String json) {
        try {
            return json.isEmpty() ? JSON.nullNode() : JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }

    private static void number(ObjectNode json, String name, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            json.put(name, value.getAsDouble());
        } else {
            json.putNull(name);
        }
    }

    private static void time(ObjectNode json, String name, OptionalLong millis) {
        if (millis.isPresent()) {
            json.put(name, Instant.ofEpochMilli(millis.getAsLong()).toString());
        } else {
            json.putNull(name);
        }
    }
}
