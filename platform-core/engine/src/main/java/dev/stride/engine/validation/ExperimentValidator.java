package dev.stride.engine.validation;

import dev.stride.bus.Addresses;
import dev.stride.bus.Bus;
import dev.stride.bus.message.CheckSearch;
import dev.stride.bus.message.DataDescribed;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.model.Configuration;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;

/** Asks all modules that an experiment names, before anything of it is stored, and reports all problems at once. */
public final class ExperimentValidator {

    /** How many trials an experiment may have unless its budget says more. */
    public static final long MOST_TRIALS = 10_000;

    private static final Duration QUICK = Duration.ofSeconds(15);

    private final Bus bus;
    private final TrialValidator trials;

    public ExperimentValidator(Bus bus, TrialValidator trials) {
        this.bus = bus;
        this.trials = trials;
    }

    /** Fails with every problem that was found. */
    public Future<Verdicts> validate(ExperimentSpec spec) {
        return trials.data(spec.data()).compose(data -> {
            var problems = new LinkedHashSet<Problem>();
            var networks = new LinkedHashMap<String, Verdicts.NetworkVerdict>();
            return size(spec, problems)
                    .compose(size -> samples(spec, problems, networks).compose(done -> {
                        if (!problems.isEmpty()) {
                            return Future.failedFuture(
                                    new PlatformException(ErrorCode.INVALID_REQUEST, new ArrayList<>(problems)));
                        }
                        return Future.succeededFuture(verdicts(data, networks, size));
                    }));
        });
    }

    private static Verdicts verdicts(
            DataDescribed data, LinkedHashMap<String, Verdicts.NetworkVerdict> networks, OptionalLong size) {
        return new Verdicts(data, List.copyOf(networks.values()), size);
    }

    private Future<OptionalLong> size(ExperimentSpec spec, LinkedHashSet<Problem> problems) {
        return bus.request(
                        Addresses.search(spec.search().name()),
                        new CheckSearch(spec.search().parameters(), spec.space()),
                        QUICK)
                .map(answer -> bounded(spec, answer.size(), problems))
                .recover(e -> collect(e, "search", problems).map(OptionalLong.empty()));
    }

    private static OptionalLong bounded(ExperimentSpec spec, OptionalLong size, LinkedHashSet<Problem> problems) {
        long budget = spec.budget().trials();
        if (size.isEmpty() && budget == 0 && spec.budget().minutes() == 0) {
            problems.add(new Problem(
                    "budget",
                    "the search '" + spec.search().name() + "' does not end by itself in this space",
                    "give 'budget: {trials: 20}' or 'budget: {minutes: 30}'"));
            return size;
        }
        if (budget > 0) {
            return OptionalLong.of(Math.min(budget, size.orElse(budget)));
        }
        if (size.isPresent() && size.getAsLong() > MOST_TRIALS) {
            problems.add(new Problem(
                    "space",
                    "the space has " + size.getAsLong() + " points; at most " + MOST_TRIALS
                            + " trials are run without a budget",
                    "vary fewer parameters, or give 'budget: {trials: ...}'"));
        }
        return size;
    }

    private Future<?> samples(
            ExperimentSpec spec,
            LinkedHashSet<Problem> problems,
            LinkedHashMap<String, Verdicts.NetworkVerdict> networks) {
        var looks = new ArrayList<Future<?>>();
        var thisLook = new Object();
        for (Configuration configuration : SpaceSamples.of(spec.space())) {
            looks.add(trials.prepare(thisLook, spec, configuration)
                    .onSuccess(prepared -> networks.putIfAbsent(prepared.networkHash(), network(prepared)))
                    .mapEmpty()
                    .recover(e -> collect(e, "space", problems)));
        }
        return Future.all(looks);
    }

    private static Verdicts.NetworkVerdict network(ExperimentEvent.Prepared prepared) {
        return new Verdicts.NetworkVerdict(
                prepared.plan().architecture().name(),
                prepared.networkHash(),
                prepared.parameters(),
                prepared.multiplies());
    }

    /** Problems of the request are kept; anything else fails as it is. */
    private static Future<Object> collect(Throwable e, String path, LinkedHashSet<Problem> problems) {
        if (e instanceof PlatformException refusal && refusal.code().family() == dev.stride.model.ErrorFamily.USER) {
            refusal.problems()
                    .forEach(p -> problems.add(p.path().isEmpty() || path.equals("search") ? p.under(path) : p));
            return Future.succeededFuture(problems);
        }
        return Future.failedFuture(e);
    }
}
