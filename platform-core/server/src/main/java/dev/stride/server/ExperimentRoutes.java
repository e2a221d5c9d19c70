package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.bus.Wire;
import dev.stride.engine.comparison.Yardstick;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.engine.coordinator.Submission;
import dev.stride.engine.validation.Verdicts;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.Metric;
import dev.stride.model.PlainText;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.server.file.ExperimentFile;
import dev.stride.server.file.FileProblems;
import dev.stride.store.ExperimentStore;
import dev.stride.store.StoredEvent;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Experiments: submitting, listing, looking at, stopping. */
final class ExperimentRoutes {

    private static final int PAGE = 50;
    private static final int MOST = 500;
    private static final int LONGEST_KEY = 200;

    private final Experiments experiments;
    private final SubmittedFiles files;
    private final Preview preview;

    ExperimentRoutes(Experiments experiments, SubmittedFiles files, Preview preview) {
        this.experiments = experiments;
        this.files = files;
        this.preview = preview;
    }

    List<Operation> operations() {
        String experiment = "/api/v1/experiments/{id}";
        return List.of(
                Operation.post("/api/v1/experiments", this::submit, "dry-run", "set", "seed"),
                Operation.get("/api/v1/experiments", this::list, "limit", "cursor"),
                Operation.get(experiment, this::describe),
                Operation.post(experiment + "/stop", this::stop),
                Operation.get(experiment + "/leaderboard", this::leaderboard, "metric", "baseline"),
                Operation.get(experiment + "/cross-table", this::crossTable, "rows", "columns", "metric"),
                Operation.get(experiment + "/events", this::events, "after", "limit"));
    }

    private void submit(RoutingContext context) {
        boolean dry = Query.flag(context, "dry-run");
        List<String> overrides = new ArrayList<>(Query.all(context).getAll("set"));
        Query.text(context, "seed").ifPresent(seed -> overrides.add("seed=" + seed));
        Optional<String> key = key(context);
        RequestBody body = RequestBody.of(context);
        if (dry) {
            Responses.json(context, files.read(body, overrides).compose(this::dryRun));
            return;
        }
        // Of the request as it came: a repetition is known even where the file cannot be read any more.
        String hash = ContentDigest.of(body.digest() + Wire.write(overrides));
        experiments
                .repeated(key, hash)
                .compose(before -> before.map(Future::succeededFuture)
                        .orElseGet(() -> files.read(body, overrides).compose(file -> begin(file, key, hash))))
                .compose(submission -> submitted(context, submission))
                .onFailure(e -> Problems.send(context, e));
    }

    private Future<Submission> begin(ExperimentFile file, Optional<String> key, String hash) {
        return located(file, experiments.submit(file.spec(), key, hash));
    }

    private Future<ObjectNode> dryRun(ExperimentFile file) {
        return located(file, experiments.validate(file.spec())).compose(verdicts -> previewed(file.spec(), verdicts));
    }

    private Future<ObjectNode> previewed(ExperimentSpec spec, Verdicts verdicts) {
        return preview.first(spec).map(first -> {
            ObjectNode json = ExperimentJson.verdicts(verdicts);
            json.set("first", Preview.json(spec, first));
            return json;
        });
    }

    private static Optional<String> key(RoutingContext context) {
        Optional<String> key = Optional.ofNullable(context.request().getHeader("Idempotency-Key"));
        if (key.isPresent()
                && (key.get().isBlank() || key.get().length() > LONGEST_KEY || !PlainText.isPlain(key.get()))) {
            throw new HttpRefusal(
                    400,
                    "header.Idempotency-Key",
                    "'" + Query.shortened(key.get()) + "' is no key of 1 to " + LONGEST_KEY + " printable characters",
                    "use a random UUID");
        }
        return key;
    }

    private Future<Void> submitted(RoutingContext context, Submission submission) {
        StoredExperiment experiment = submission.experiment();
        Future<ObjectNode> answer = submission.created()
                ? Future.succeededFuture(ExperimentJson.begun(experiment, experiments.trouble(experiment)))
                : experiments.read(store -> json(experiment, store));
        return answer.onSuccess(json -> {
                    context.response().putHeader("Location", "/api/v1/experiments/" + experiment.id());
                    Responses.json(context, submission.created() ? 201 : 200, json);
                })
                .mapEmpty();
    }

    private ObjectNode json(StoredExperiment experiment, ExperimentStore store) {
        return ExperimentJson.experiment(experiment, store, experiments.trouble(experiment));
    }

    /** Problems that modules found, at their places in the file. */
    private static <T> Future<T> located(ExperimentFile file, Future<T> answer) {
        return answer.recover(e -> {
            if (e instanceof PlatformException refusal
                    && Problems.status(refusal.code()) == 422
                    && !(e instanceof FileProblems)) {
                List<Problem> problems = refusal.problems();
                return Future.failedFuture(new FileProblems(
                        problems.stream().map(file.places()::locate).toList()));
            }
            return Future.failedFuture(e);
        });
    }

    private void list(RoutingContext context) {
        int limit = (int) Query.whole(context, "limit", 1, MOST, PAGE);
        Optional<ExperimentId> cursor = Query.text(context, "cursor").map(ExperimentRoutes::cursor);
        Responses.json(context, experiments.read(store -> page(store, cursor, limit)));
    }

    private static ExperimentId cursor(String text) {
        if (!ExperimentId.isValid(text)) {
            throw Query.wrong(
                    "cursor",
                    "'" + Query.shortened(text) + "' is no cursor",
                    "give what 'next' of the page before says, or leave it out");
        }
        return new ExperimentId(text);
    }

    private ObjectNode page(ExperimentStore store, Optional<ExperimentId> cursor, int limit) {
        List<StoredExperiment> left = store.experiments(cursor, limit + 1);
        List<StoredExperiment> page = left.subList(0, Math.min(limit, left.size()));
        ArrayNode items = Json.MAPPER.createArrayNode();
        page.forEach(e -> items.add(listed(e, store)));
        return Json.page(
                items,
                left.size() > limit ? Optional.of(page.get(limit - 1).id().value()) : Optional.empty());
    }

    /** One that cannot be read hides no other. */
    private ObjectNode listed(StoredExperiment experiment, ExperimentStore store) {
        try {
            return json(experiment, store);
        } catch (PlatformException e) {
            if (e.code() != ErrorCode.CORRUPT) {
                throw e;
            }
            return ExperimentJson.unreadable(
                    experiment,
                    store.tally(experiment.id()),
                    e.problems().get(0).toString());
        }
    }

    private void describe(RoutingContext context) {
        Responses.json(
                context,
                Found.experiment(context, experiments)
                        .compose(e -> experiments.read(store -> {
                            ObjectNode json = json(e, store);
                            json.set("verdicts", ExperimentJson.verdicts(Verdicts.of(e)));
                            json.set("spec", Json.parsed(e.spec()));
                            return json;
                        })));
    }

    private void stop(RoutingContext context) {
        Found.experiment(context, experiments)
                .compose(e -> experiments.stop(e.id()))
                .onSuccess(stopped ->
                        context.response().setStatusCode(stopped ? 202 : 200).end())
                .onFailure(e -> Problems.send(context, e));
    }

    private void leaderboard(RoutingContext context) {
        Optional<Metric> metric = metric(context);
        Optional<String> baseline = Query.text(context, "baseline");
        Responses.json(
                context,
                Found.experiment(context, experiments)
                        .compose(experiment -> experiments.leaderboard(experiment, metric, baseline))
                        .map(ComparisonJson::leaderboard));
    }

    private void crossTable(RoutingContext context) {
        String rows = parameter(context, "rows");
        String columns = parameter(context, "columns");
        Optional<Metric> metric = metric(context);
        Responses.json(
                context,
                Found.experiment(context, experiments)
                        .compose(experiment -> experiments.crossTable(experiment, rows, columns, metric))
                        .map(ComparisonJson::crossTable));
    }

    private static Optional<Metric> metric(RoutingContext context) {
        return Query.text(context, "metric").map(Yardstick::metric);
    }

    private static String parameter(RoutingContext context, String name) {
        return Query.text(context, name)
                .orElseThrow(() -> Query.wrong(
                        name, "is not given", "name a parameter of the space, as in 'transfer' or 'train-images'"));
    }

    private void events(RoutingContext context) {
        long after = Query.whole(context, "after", 0, Long.MAX_VALUE, 0);
        int limit = (int) Query.whole(context, "limit", 1, MOST, MOST);
        Responses.json(
                context,
                Found.experiment(context, experiments)
                        .compose(e -> experiments.read(store -> {
                            List<StoredEvent> left = store.events(e.id(), after, limit + 1);
                            List<StoredEvent> page = left.subList(0, Math.min(limit, left.size()));
                            ArrayNode items = Json.MAPPER.createArrayNode();
                            page.forEach(event -> items.add(TrialJson.event(event)));
                            return Json.page(
                                    items,
                                    left.size() > limit
                                            ? Optional.of(Long.toString(
                                                    page.get(limit - 1).sequence()))
                                            : Optional.empty());
                        })));
    }
}
