package dev.stride.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stride.bus.Wire;
import dev.stride.engine.coordinator.Experiments;
import dev.stride.engine.validation.Verdicts;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import dev.stride.server.file.Catalogue;
import dev.stride.server.file.ExperimentFile;
import dev.stride.server.file.FileProblems;
import dev.stride.server.file.YamlText;
import dev.stride.store.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Experiments: submitting, listing, looking at, stopping. */
final class ExperimentRoutes {

    private static final int PAGE = 50;
    private static final int MOST = 500;

    private final Experiments experiments;
    private final Catalogue catalogue;
    private final Preview preview;

    ExperimentRoutes(Experiments experiments, Catalogue catalogue, Preview preview) {
        this.experiments = experiments;
        this.catalogue = catalogue;
        this.preview = preview;
    }

    void mount(Router router) {
        router.post("/api/v1/experiments").handler(this::submit);
        router.get("/api/v1/experiments").handler(this::list);
        router.get("/api/v1/experiments/:id").handler(this::describe);
        router.post("/api/v1/experiments/:id/stop").handler(this::stop);
        router.get("/api/v1/experiments/:id/leaderboard").handler(this::leaderboard);
        router.get("/api/v1/experiments/:id/events").handler(this::events);
    }

    private void submit(RoutingContext context) {
        ExperimentFile file;
        try {
            List<String> overrides = new ArrayList<>(context.queryParam("set"));
            context.queryParam("seed").forEach(seed -> overrides.add("seed=" + seed));
            file = ExperimentFile.read(text(context), overrides, catalogue);
        } catch (PlatformException e) {
            Problems.send(context, e);
            return;
        }
        if (context.queryParam("dry-run").contains("true")) {
            Responses.json(
                    context,
                    located(file, experiments.validate(file.spec()))
                            .compose(verdicts -> previewed(context, file.spec(), verdicts)));
            return;
        }
        Optional<String> key = Optional.ofNullable(context.request().getHeader("Idempotency-Key"));
        String hash = ContentDigest.of(Wire.write(file.spec()));
        located(file, experiments.submit(file.spec(), key, hash))
                .onSuccess(submission -> {
                    String id = submission.experiment().id().value();
                    context.response().putHeader("Location", "/api/v1/experiments/" + id);
                    Responses.json(
                            context,
                            submission.created() ? 201 : 200,
                            Api.experiment(submission.experiment(), List.of()));
                })
                .onFailure(e -> Problems.send(context, e));
    }

    private Future<ObjectNode> previewed(RoutingContext context, ExperimentSpec spec, Verdicts verdicts) {
        return context.vertx().executeBlocking(() -> preview.first(spec), false).map(first -> {
            ObjectNode json = Api.verdicts(verdicts);
            json.set("first", Preview.json(spec, first));
            return json;
        });
    }

    private static String text(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? "" : YamlText.decode(body.getBytes());
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
        int limit = limit(context, PAGE);
        Optional<ExperimentId> cursor = context.queryParam("cursor").stream()
                .filter(ExperimentId::isValid)
                .map(ExperimentId::new)
                .findFirst();
        Responses.json(context, experiments.read(store -> {
            ObjectNode json = Api.JSON.createObjectNode();
            ArrayNode items = json.putArray("items");
            List<StoredExperiment> page = store.experiments(cursor, limit);
            page.forEach(e -> items.add(Api.experiment(e, store.trials(e.id()))));
            if (page.size() == limit) {
                json.put("next", page.get(limit - 1).id().value());
            } else {
                json.putNull("next");
            }
            return json;
        }));
    }

    private void describe(RoutingContext context) {
        Responses.json(
                context,
                found(context)
                        .compose(e -> experiments.read(store -> {
                            ObjectNode json = Api.experiment(e, store.trials(e.id()));
                            json.set(
                                    "verdicts",
                                    Api.verdicts(Wire.read(
                                            e.verdicts(), Verdicts.class, "the verdicts of experiment " + e.id())));
                            json.set("spec", Api.parsed(e.spec()));
                            return json;
                        })));
    }

    private void stop(RoutingContext context) {
        found(context)
                .compose(e -> experiments.stop(e.id()))
                .onSuccess(stopped ->
                        context.response().setStatusCode(stopped ? 202 : 200).end())
                .onFailure(e -> Problems.send(context, e));
    }

    private void leaderboard(RoutingContext context) {
        Responses.json(context, found(context).compose(experiments::leaderboard).map(Api::leaderboard));
    }

    private void events(RoutingContext context) {
        long after = number(context, "after", 0);
        int limit = limit(context, MOST);
        Responses.json(
                context,
                found(context)
                        .compose(e -> experiments.read(store -> {
                            ObjectNode json = Api.JSON.createObjectNode();
                            ArrayNode items = json.putArray("items");
                            store.events(e.id(), after, limit).forEach(event -> items.add(Api.event(event)));
                            return json;
                        })));
    }

    private Future<StoredExperiment> found(RoutingContext context) {
        return experiments.find(context.pathParam("id"));
    }

    private static int limit(RoutingContext context, int otherwise) {
        return (int) Math.max(1, Math.min(MOST, number(context, "limit", otherwise)));
    }

    private static long number(RoutingContext context, String name, long otherwise) {
        List<String> given = context.queryParam(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(given.get(0));
        } catch (NumberFormatException e) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST, "'" + name + "' is no integer", "give digits alone", e);
        }
    }
}
