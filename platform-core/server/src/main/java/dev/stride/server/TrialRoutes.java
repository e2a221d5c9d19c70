package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.model.ErrorCode;
import dev.stride.model.Metric;
import dev.stride.model.Nearest;
import dev.stride.model.PlatformException;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredExperiment;
import dev.stride.store.StoredTrial;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Trials of an experiment: listing, looking at, exporting. */
final class TrialRoutes {

    private static final int MOST = 10_000;

    private final Experiments experiments;

    TrialRoutes(Experiments experiments) {
        this.experiments = experiments;
    }

    List<Operation> operations() {
        String experiment = "/api/v1/experiments/{id}";
        return List.of(
                Operation.get(experiment + "/trials", this::list, "limit", "cursor"),
                Operation.get(experiment + "/trials/{number}", this::describe),
                Operation.get(experiment + "/trials/{number}/network", this::network),
                Operation.get(experiment + "/measurements", this::measurements, "metric", "limit", "cursor"),
                Operation.get(experiment + "/best", this::best),
                Operation.get(experiment + "/export", this::export, "format"));
    }

    private static int limit(RoutingContext context) {
        return (int) Query.whole(context, "limit", 1, MOST, MOST);
    }

    /** The number of the last trial of the page before. */
    private static int after(RoutingContext context) {
        return (int) Query.whole(context, "cursor", 0, Integer.MAX_VALUE, 0);
    }

    private void list(RoutingContext context) {
        int limit = limit(context);
        int after = after(context);
        Responses.json(context, read(context, store -> e -> page(store, e, after, limit)));
    }

    private static ObjectNode page(ExperimentStore store, StoredExperiment experiment, int after, int limit) {
        List<StoredTrial> left = store.trials(experiment.id()).stream()
                .filter(t -> t.id().number() > after)
                .limit(limit + 1L)
                .toList();
        List<StoredTrial> page = left.subList(0, Math.min(limit, left.size()));
        Metric metric = Found.objective(experiment).metric();
        ArrayNode items = Json.MAPPER.createArrayNode();
        page.forEach(t -> items.add(TrialJson.trial(t, metric)));
        ObjectNode json = Json.page(
                items,
                left.size() > limit
                        ? Optional.of(Integer.toString(page.get(limit - 1).id().number()))
                        : Optional.empty());
        json.set("objective", MetricJson.objective(Found.objective(experiment)));
        return json;
    }

    private void describe(RoutingContext context) {
        Responses.json(context, read(context, store -> e -> {
            StoredTrial trial = Found.trial(context, store, e);
            int number = trial.id().number();
            return full(store, e, trial, TrialLog.read(store, e.id(), n -> n == number));
        }));
    }

    private static ObjectNode full(
            ExperimentStore store, StoredExperiment experiment, StoredTrial trial, TrialLog log) {
        ObjectNode json = TrialJson.trial(trial, Found.objective(experiment).metric());
        json.set("plan", Json.parsed(trial.plan()));
        json.set("measurements", MetricJson.epochs(store.measurements(trial.id())));
        json.set("checkpoints", TrialJson.checkpoints(store.checkpoints(trial.id())));
        json.set("decisions", log.of(trial.id().number()));
        return json;
    }

    /** The net that the trial trains: of its own parameters, for the images and classes of its data. */
    private void network(RoutingContext context) {
        Responses.json(
                context,
                Found.experiment(context, experiments)
                        .compose(e -> experiments
                                .read(store -> Found.trial(context, store, e))
                                .compose(trial -> experiments.network(e, trial)))
                        .map(NetworkJson::of));
    }

    private void measurements(RoutingContext context) {
        String word = Query.text(context, "metric").orElse(Metric.VALIDATION_ACCURACY.word());
        Metric metric = Metric.ofWord(word)
                .orElseThrow(() -> Query.wrong(
                        "metric",
                        "there is no metric '" + Query.shortened(word) + "'",
                        Nearest.remedy(
                                word, Metric.whole().stream().map(Metric::word).toList())));
        int limit = limit(context);
        int after = after(context);
        Responses.json(
                context,
                read(context, store -> e -> MetricJson.series(metric, store.measurements(e.id()), after, limit)));
    }

    private void best(RoutingContext context) {
        Responses.json(context, read(context, store -> e -> {
            StoredTrial best = ExperimentJson.best(Found.objective(e), store.trials(e.id()))
                    .orElseThrow(() ->
                            new PlatformException(ErrorCode.NOT_FOUND, "no trial is completed yet", "wait for one"));
            int number = best.id().number();
            return full(store, e, best, TrialLog.read(store, e.id(), n -> n == number));
        }));
    }

    private void export(RoutingContext context) {
        String format = Query.text(context, "format").orElse("csv");
        switch (format) {
            case "json" -> Responses.json(context, read(context, store -> e -> exported(store, e)));
            case "csv" ->
                read(context, store -> e -> TrialCsv.write(store.trials(e.id())))
                        .onSuccess(text -> context.response()
                                .putHeader("Content-Type", "text/csv; charset=utf-8")
                                .end(text))
                        .onFailure(e -> Problems.send(context, e));
            default ->
                throw Query.wrong("format", "there is no format '" + Query.shortened(format) + "'", "use csv or json");
        }
    }

    private ObjectNode exported(ExperimentStore store, StoredExperiment experiment) {
        List<StoredTrial> trials = store.trials(experiment.id());
        TrialLog log = TrialLog.read(store, experiment.id(), n -> true);
        ObjectNode json = ExperimentJson.experiment(experiment, trials, experiments.trouble(experiment));
        ArrayNode items = json.putArray("items");
        trials.forEach(t -> items.add(full(store, experiment, t, log)));
        return json;
    }

    private <T> Future<T> read(
            RoutingContext context, Function<ExperimentStore, Function<StoredExperiment, T>> question) {
        return Found.experiment(context, experiments)
                .compose(e -> experiments.read(store -> question.apply(store).apply(e)));
    }
}
