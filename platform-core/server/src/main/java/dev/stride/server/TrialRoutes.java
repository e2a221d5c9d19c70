package dev.stride.server;

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
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Trials of an experiment: listing, looking at, exporting. */
final class TrialRoutes {

    private static final int MOST = 10_000;
    private static final String JSON = "application/json";

    private final Experiments experiments;
    private final Duration patience;

    TrialRoutes(Experiments experiments) {
        this(experiments, StreamRoutes.PATIENCE);
    }

    /** @param patience how long a client may take to read a part of a long answer */
    TrialRoutes(Experiments experiments, Duration patience) {
        this.experiments = experiments;
        this.patience = patience;
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
        send(context, JSON, e -> new TrialList(e, after, limit));
    }

    private void describe(RoutingContext context) {
        Responses.json(context, read(context, store -> e -> whole(store, e, Found.trial(context, store, e))));
    }

    private static ObjectNode whole(ExperimentStore store, StoredExperiment experiment, StoredTrial trial) {
        return TrialJson.whole(trial, Found.objective(experiment).metric(), store);
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
        send(context, JSON, e -> new MeasurementList(e.id(), metric, after, limit));
    }

    private void best(RoutingContext context) {
        Responses.json(context, read(context, store -> e -> {
            StoredTrial best = store.best(e.id(), Found.objective(e).goal())
                    .orElseThrow(() ->
                            new PlatformException(ErrorCode.NOT_FOUND, "no trial is completed yet", "wait for one"));
            return whole(store, e, best);
        }));
    }

    private void export(RoutingContext context) {
        String format = Query.text(context, "format").orElse("csv");
        switch (format) {
            case "json" -> send(context, JSON, e -> new TrialExport(e, experiments.trouble(e)));
            case "csv" -> send(context, "text/csv; charset=utf-8", e -> new TrialCsv(e.id()));
            default ->
                throw Query.wrong("format", "there is no format '" + Query.shortened(format) + "'", "use csv or json");
        }
    }

    private void send(RoutingContext context, String type, Function<StoredExperiment, LongAnswer.Parts> parts) {
        LongAnswer.send(
                context,
                experiments,
                type,
                patience,
                Found.experiment(context, experiments).map(parts));
    }

    private <T> Future<T> read(
            RoutingContext context, Function<ExperimentStore, Function<StoredExperiment, T>> question) {
        return Found.experiment(context, experiments)
                .compose(e -> experiments.read(store -> question.apply(store).apply(e)));
    }
}
