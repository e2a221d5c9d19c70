package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.stride.bus.Wire;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Trials of an experiment: listing, looking at, exporting. */
final class TrialRoutes {

    private static final int EVENTS = 100_000;

    private final Experiments experiments;

    TrialRoutes(Experiments experiments) {
        this.experiments = experiments;
    }

    void mount(Router router) {
        router.get("/api/v1/experiments/:id/trials").handler(this::list);
        router.get("/api/v1/experiments/:id/trials/:number").handler(this::describe);
        router.get("/api/v1/experiments/:id/measurements").handler(this::measurements);
        router.get("/api/v1/experiments/:id/best").handler(this::best);
        router.get("/api/v1/experiments/:id/export").handler(this::export);
    }

    private void list(RoutingContext context) {
        Responses.json(
                context,
                found(context)
                        .compose(e -> experiments.read(store -> {
                            ObjectNode json = Api.JSON.createObjectNode();
                            ArrayNode items = json.putArray("items");
                            store.trials(e.id()).forEach(t -> items.add(Api.trial(t)));
                            return json;
                        })));
    }

    private void describe(RoutingContext context) {
        Responses.json(
                context,
                found(context)
                        .compose(e -> experiments.read(store -> {
                            StoredTrial trial = trial(store, e, context.pathParam("number"));
                            return full(store, trial);
                        })));
    }

    private static StoredTrial trial(ExperimentStore store, StoredExperiment experiment, String number) {
        int n;
        try {
            n = Integer.parseInt(number);
        } catch (NumberFormatException e) {
            n = 0;
        }
        if (n < 1) {
            throw missing(number);
        }
        return store.trial(new TrialId(experiment.id(), n)).orElseThrow(() -> missing(number));
    }

    private static PlatformException missing(String number) {
        return new PlatformException(
                ErrorCode.NOT_FOUND, "the experiment has no trial '" + number + "'", "see 'stride trials'");
    }

    private static ObjectNode full(ExperimentStore store, StoredTrial trial) {
        ObjectNode json = Api.trial(trial);
        json.set("plan", Api.parsed(trial.plan()));
        json.set("measurements", Api.epochs(store.measurements(trial.id())));
        json.set("checkpoints", Api.checkpoints(store.checkpoints(trial.id())));
        ArrayNode decisions = json.putArray("decisions");
        store.events(trial.id().experiment(), 0, EVENTS).stream()
                .filter(event -> Api.parsed(event.body()).path("trial").asInt()
                        == trial.id().number())
                .filter(event -> !event.type().equals("epoch-recorded"))
                .forEach(event -> decisions.add(Api.event(event)));
        return json;
    }

    private void measurements(RoutingContext context) {
        String word = context.queryParam("metric").stream().findFirst().orElse(Metric.VALIDATION_ACCURACY.word());
        Responses.json(
                context,
                found(context)
                        .compose(e -> experiments.read(store -> {
                            Metric metric = Metric.ofWord(word)
                                    .orElseThrow(() -> new PlatformException(
                                            ErrorCode.INVALID_REQUEST,
                                            "there is no metric '" + word + "'",
                                            "for example validation.accuracy"));
                            Map<Integer, ArrayNode> series = new TreeMap<>();
                            for (Measurement m : store.measurements(e.id())) {
                                if (m.metric() == metric) {
                                    series.computeIfAbsent(m.trial().number(), t -> Api.JSON.createArrayNode())
                                            .addArray()
                                            .add(m.epoch())
                                            .add(m.value());
                                }
                            }
                            ObjectNode json = Api.JSON.createObjectNode().put("metric", metric.word());
                            ArrayNode all = json.putArray("series");
                            series.forEach((trial, points) ->
                                    all.addObject().put("trial", trial).set("points", points));
                            return json;
                        })));
    }

    private void best(RoutingContext context) {
        Responses.json(
                context,
                found(context)
                        .compose(e -> experiments.read(store -> {
                            var goal = Wire.read(e.spec(), ExperimentSpec.class, "the text of experiment " + e.id())
                                    .objective()
                                    .goal();
                            StoredTrial best = store.trials(e.id()).stream()
                                    .filter(t -> t.state() == TrialState.COMPLETED
                                            && t.bestValue().isPresent())
                                    .min((a, b) -> goal.isBetter(
                                                    a.bestValue().getAsDouble(),
                                                    b.bestValue().getAsDouble())
                                            ? -1
                                            : 1)
                                    .orElseThrow(() -> new PlatformException(
                                            ErrorCode.NOT_FOUND, "no trial is completed yet", "wait for one"));
                            return full(store, best);
                        })));
    }

    private void export(RoutingContext context) {
        String format = context.queryParam("format").stream().findFirst().orElse("csv");
        Future<StoredExperiment> found = found(context);
        if (format.equals("json")) {
            Responses.json(
                    context,
                    found.compose(e -> experiments.read(store -> {
                        ObjectNode json = Api.experiment(e, store.trials(e.id()));
                        ArrayNode trials = json.putArray("items");
                        store.trials(e.id()).forEach(t -> trials.add(full(store, t)));
                        return json;
                    })));
        } else if (format.equals("csv")) {
            found.compose(e -> experiments.read(store -> csv(store.trials(e.id()))))
                    .onSuccess(text -> context.response()
                            .putHeader("Content-Type", "text/csv; charset=utf-8")
                            .end(text))
                    .onFailure(e -> Problems.send(context, e));
        } else {
            Problems.send(
                    context, 422, "there is no format '" + format.replaceAll("\\W", " ") + "'", "use csv or json");
        }
    }

    private static String csv(List<StoredTrial> trials) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(
                    "trial",
                    "state",
                    "label",
                    "configuration",
                    "attempt",
                    "epochs",
                    "best",
                    "best_epoch",
                    "test_accuracy",
                    "test_loss",
                    "parameters",
                    "multiplies",
                    "seconds");
            for (StoredTrial t : trials) {
                csv.writeRecord(
                        Integer.toString(t.id().number()),
                        t.state().word(),
                        t.label(),
                        t.configuration(),
                        Integer.toString(t.attempt()),
                        Integer.toString(t.epochsDone()),
                        t.bestValue().isPresent()
                                ? Double.toString(t.bestValue().getAsDouble())
                                : "",
                        t.bestEpoch().isPresent()
                                ? Integer.toString(t.bestEpoch().getAsInt())
                                : "",
                        t.testAccuracy().isPresent()
                                ? Double.toString(t.testAccuracy().getAsDouble())
                                : "",
                        t.testLoss().isPresent() ? Double.toString(t.testLoss().getAsDouble()) : "",
                        Long.toString(t.parameters()),
                        Long.toString(t.multiplies()),
                        Double.toString(t.seconds()));
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return text.toString();
    }

    private Future<StoredExperiment> found(RoutingContext context) {
        return experiments.find(context.pathParam("id"));
    }
}
