package dev.stride.engine.validation;

import dev.stride.bus.message.DataDescribed;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.model.Budget;
import dev.stride.model.ErrorCode;
import dev.stride.model.ErrorFamily;
import dev.stride.model.ExperimentSpec;
import dev.stride.model.PlatformException;
import dev.stride.model.Problem;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks all modules that an experiment names, before anything of it is stored, and reports all problems at once. */
public final class ExperimentValidator {

    private final TrialValidator trials;

    public ExperimentValidator(TrialValidator trials) {
        this.trials = trials;
    }

    /** Fails with every problem that was found. Whatever comes of it, nothing is kept. */
    public Future<Verdicts> validate(ExperimentSpec spec) {
        return validate(Look.only(), spec);
    }

    /**
     * The same for an experiment that is about to be taken on: data and sources are found for all of its trials, and
     * files to start from are kept.
     *
     * @param look which the experiment goes on with
     */
    public Future<Verdicts> accept(Look look, ExperimentSpec spec) {
        return validate(look, spec);
    }

    private Future<Verdicts> validate(Look look, ExperimentSpec spec) {
        Future<OptionalLong> size = size(spec);
        Future<DataDescribed> data = trials.data(look, spec.data());
        Future<List<Preparation>> looks = data.compose(described -> looks(look, spec));
        return Checks.all(List.of(looks, size))
                .map(done -> new Verdicts(
                        data.result(), networks(looks.result()), size.result(), Optional.of(sources(looks.result()))));
    }

    private Future<OptionalLong> size(ExperimentSpec spec) {
        return trials.size(spec.search(), spec.space())
                .compose(size -> unbounded(spec, size)
                        .map(problem -> Future.<OptionalLong>failedFuture(invalid(List.of(problem))))
                        .orElseGet(() ->
                                Future.succeededFuture(atMost(spec.budget().trials(), size))))
                .recover(e -> Future.failedFuture(ofRequest(e)));
    }

    /** Whatever a module found missing or unfit, it is the request that is to be mended. */
    private static Throwable ofRequest(Throwable e) {
        return e instanceof PlatformException refusal && refusal.code().family() == ErrorFamily.USER
                ? invalid(refusal.problems())
                : e;
    }

    private static PlatformException invalid(List<Problem> problems) {
        return new PlatformException(ErrorCode.INVALID_REQUEST, problems);
    }

    private static OptionalLong atMost(long budget, OptionalLong size) {
        return budget > 0 ? OptionalLong.of(Math.min(budget, size.orElse(budget))) : size;
    }

    private static Optional<Problem> unbounded(ExperimentSpec spec, OptionalLong size) {
        if (spec.budget().trials() > 0) {
            return Optional.empty();
        }
        if (size.isEmpty() && spec.budget().minutes() == 0) {
            return Optional.of(new Problem(
                    "budget",
                    "the search '" + spec.search().name() + "' does not end by itself in this space",
                    "give 'budget: {trials: 20}' or 'budget: {minutes: 30}'"));
        }
        if (size.isPresent() && size.getAsLong() > Budget.MOST_TRIALS) {
            return Optional.of(new Problem(
                    "space",
                    "the space has " + size.getAsLong() + " points; an experiment has at most " + Budget.MOST_TRIALS
                            + " trials",
                    "vary fewer parameters, or say by 'budget: {trials: ...}' how many of them are tried"));
        }
        return Optional.empty();
    }

    private Future<List<Preparation>> looks(Look look, ExperimentSpec spec) {
        List<Future<Preparation>> looks = SpaceSamples.of(spec.space()).stream()
                .map(configuration -> trials.prepare(look, spec, configuration))
                .toList();
        return Checks.all(looks)
                .recover(e -> Future.failedFuture(ofRequest(e)))
                .map(done -> looks.stream().map(Future::result).toList());
    }

    private static List<Verdicts.NetworkVerdict> networks(List<Preparation> looks) {
        return looks.stream().map(ExperimentValidator::network).distinct().toList();
    }

    private static List<FoundSource> sources(List<Preparation> looks) {
        return looks.stream().flatMap(look -> look.source().stream()).distinct().toList();
    }

    private static Verdicts.NetworkVerdict network(Preparation preparation) {
        ExperimentEvent.Prepared prepared = preparation.prepared();
        return new Verdicts.NetworkVerdict(
                prepared.plan().architecture().name(),
                prepared.networkHash(),
                prepared.parameters(),
                prepared.multiplies(),
                preparation.transfer());
    }
}
