package dev.stride.engine.coordinator;

import dev.stride.engine.experiment.ExperimentEvent;
import dev.stride.engine.experiment.ExperimentLedger;
import io.vertx.core.Vertx;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proposes trials ahead, one after the other for each experiment, so that a free slot waits for one commit only. A search
 * that waits is asked again when something has happened. For the coordinator's event loop.
 */
final class Proposals {

    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);

    /** The waits between them double: a minute in all. */
    static final int MOST_TRIES = 7;

    private static final long FIRST_WAIT_MILLIS = 1_000;

    private final Vertx vertx;
    private final Proposer proposer;
    private final ActiveExperiments experiments;
    private final Runnable goOn;

    /** @param goOn called when something was proposed */
    Proposals(Vertx vertx, Proposer proposer, ActiveExperiments experiments, Runnable goOn) {
        this.vertx = vertx;
        this.proposer = proposer;
        this.experiments = experiments;
        this.goOn = goOn;
    }

    /** How an experiment's search stands. */
    static final class Turn {
        private static final long NEVER = -1;

        private boolean asked;
        private int failures;
        private long waitsSince = NEVER;
    }

    /** @param slots how many trials may run at once */
    void propose(ActiveExperiment experiment, int slots) {
        Turn turn = experiment.turn();
        ExperimentLedger ledger = experiment.ledger();
        long seen = ledger.lastEvent();
        if (turn.asked || turn.waitsSince == seen || !Proposer.isWanted(ledger, slots)) {
            return;
        }
        turn.asked = true;
        proposer.next(experiment, turn.failures + 1 >= MOST_TRIES)
                .onSuccess(next -> proposed(experiment, seen, next))
                .onFailure(e -> later(experiment, e));
    }

    private void proposed(ActiveExperiment experiment, long seen, Optional<ExperimentEvent> next) {
        Turn turn = experiment.turn();
        turn.asked = false;
        turn.failures = 0;
        ExperimentLedger ledger = experiment.ledger();
        if (experiments.has(experiment) && ledger.stop().isEmpty()) {
            if (next.isPresent()) {
                experiment.happened(next.get());
            } else if (!ledger.isOpen() && ledger.lastEvent() == seen) {
                experiment.happened(new ExperimentEvent.SearchEnded("the search waits for results, and nothing runs"));
            } else {
                turn.waitsSince = seen;
            }
        }
        goOn.run();
    }

    private void later(ActiveExperiment experiment, Throwable e) {
        Turn turn = experiment.turn();
        long wait = FIRST_WAIT_MILLIS << Math.min(turn.failures, MOST_TRIES);
        turn.failures++;
        LOG.warn("experiment {} cannot propose now: {}", experiment.ledger().id(), e.getMessage());
        vertx.setTimer(wait, timer -> {
            turn.asked = false;
            goOn.run();
        });
    }
}
