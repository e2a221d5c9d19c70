package dev.stride.engine.coordinator;

import dev.stride.engine.experiment.ExperimentDecider;
import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import dev.stride.engine.validation.Preparation;
import dev.stride.engine.validation.TrialValidator;
import dev.stride.model.Configuration;
import dev.stride.model.ModuleRef;
import dev.stride.model.PlatformException;
import dev.stride.model.RandomStream;
import dev.stride.model.TrialState;
import dev.stride.pluginhost.Bound;
import dev.stride.pluginhost.ModuleCalls;
import dev.stride.pluginhost.PluginRegistry;
import dev.stride.spi.Proposal;
import dev.stride.spi.SearchView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;

/** Asks an experiment's search for the next configuration and has it validated, ahead of the slots becoming free. */
final class Proposer {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final PluginRegistry plugins;
    private final TrialValidator validator;
    private final ModuleCalls searches;

    Proposer(Vertx vertx, PluginRegistry plugins, TrialValidator validator) {
        this.plugins = plugins;
        this.validator = validator;
        this.searches = new ModuleCalls(vertx, LIMIT);
    }

    /** Whether more trials should wait: as many as there are slots, so that none of these has to. */
    static boolean isWanted(ExperimentLedger ledger, int slots) {
        return ledger.stop().isEmpty()
                && ledger.searchEnded().isEmpty()
                && !ledger.state().isTerminal()
                && ledger.in(TrialState.WAITING).size() < Math.max(1, slots);
    }

    /**
     * What the search says next, as an event; empty where it waits for results.
     *
     * @param lastTry whether a failure that another try might mend counts as a refusal
     * @return fails where another try may mend it
     */
    Future<Optional<ExperimentEvent>> next(ActiveExperiment experiment, boolean lastTry) {
        ExperimentLedger ledger = experiment.ledger();
        Optional<ExperimentEvent> usedUp = ExperimentDecider.usedUp(ledger);
        if (usedUp.isPresent()) {
            return Future.succeededFuture(usedUp);
        }
        int number = ledger.trials().size() + 1;
        SearchView view = view(ledger, number);
        ModuleRef search = ledger.spec().search();
        return searches.call(search.label(), () -> Bound.of(plugins, search).propose(view))
                .compose(
                        proposal -> event(experiment, number, proposal, lastTry),
                        e -> isFinal(e, lastTry) ? ended(ledger, e) : Future.failedFuture(e));
    }

    /** A search that fails proposes nothing more; what it has proposed is run to its end. */
    private static Future<Optional<ExperimentEvent>> ended(ExperimentLedger ledger, Throwable e) {
        String reason = "the search '" + ledger.spec().search().name() + "' failed: " + e.getMessage();
        return Future.succeededFuture(Optional.of(new ExperimentEvent.SearchEnded(reason)));
    }

    private static boolean isFinal(Throwable e, boolean lastTry) {
        return e instanceof PlatformException refusal
                && (lastTry || !refusal.code().family().isRetryable());
    }

    private static SearchView view(ExperimentLedger ledger, int number) {
        return new SearchView(
                ledger.spec().space(),
                ledger.spec().objective(),
                ledger.trials().stream()
                        .map(t -> new SearchView.Seen(t.configuration(), t.state(), t.objective()))
                        .toList(),
                RandomStream.of(ledger.spec().seed()).split("search").split(number));
    }

    private Future<Optional<ExperimentEvent>> event(
            ActiveExperiment experiment, int number, Proposal proposal, boolean lastTry) {
        if (proposal instanceof Proposal.Try next) {
            return validated(experiment, number, next, lastTry);
        }
        return Future.succeededFuture(
                proposal instanceof Proposal.Exhausted end
                        ? Optional.of(new ExperimentEvent.SearchEnded(end.reason()))
                        : Optional.empty());
    }

    private Future<Optional<ExperimentEvent>> validated(
            ActiveExperiment experiment, int number, Proposal.Try next, boolean lastTry) {
        Configuration configuration = next.configuration();
        String label = experiment.labels().of(configuration);
        return validator
                .prepare(experiment.look(), experiment.ledger().spec(), configuration)
                .map(preparation -> Optional.<ExperimentEvent>of(new ExperimentEvent.TrialProposed(
                        number, configuration, label, preparation.prepared(), reason(next, preparation))))
                .recover(e -> isFinal(e, lastTry)
                        ? Future.succeededFuture(Optional.of(new ExperimentEvent.TrialRefused(
                                number, configuration, label, String.valueOf(e.getMessage()))))
                        : Future.failedFuture(e));
    }

    private static String reason(Proposal.Try next, Preparation preparation) {
        return next.reason() + preparation.transfer().map(words -> "; " + words).orElse("");
    }
}
