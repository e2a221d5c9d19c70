package dev.stride.store;

import dev.stride.model.Checkpoint;
import dev.stride.model.ExperimentId;
import dev.stride.model.Goal;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.TrialId;
import java.util.List;
import java.util.Optional;

/**
 * The experiments with their events, which are the truth, and what follows from them: trials, measurements, checkpoints.
 * Texts in JSON are the caller's business. Calls block; safe for use by several threads.
 *
 * <ol>
 *   <li>What {@link #create} and {@link #commit} have returned from survives any crash.
 *   <li>A commit is there as a whole or not at all.
 *   <li>An experiment's events are numbered from 1 without gaps and never change.
 *   <li>Of two measurements of one (trial, epoch, metric), and of two checkpoints of one (trial, epoch), the first stays.
 *   <li>Every failure is a {@link dev.stride.model.PlatformException}. What may pass is {@code DISK_FULL}, or
 *       {@code STORE_UNAVAILABLE} for a store that is closed, locked or cannot be reached; what will not is {@code
 *       CONFLICT}, {@code CORRUPT}, or {@code DEFECT} for events with a gap in their numbers, and for measurements or
 *       checkpoints of a trial that is not there.
 * </ol>
 */
public interface ExperimentStore extends AutoCloseable {

    /**
     * Takes a new experiment with its first events. Where its idempotency key is known, the experiment that has it is
     * returned, and nothing is written.
     *
     * @throws dev.stride.model.PlatformException with {@code CONFLICT} where the key came with another request, or
     *     another experiment has the id
     */
    StoredExperiment create(StoredExperiment experiment, List<StoredEvent> events);

    /**
     * Adds to an experiment. A commit that is there already changes nothing, so one whose outcome is not known can be
     * made again.
     *
     * @param expectedLastEvent the number of its last event, as the caller knows it
     * @throws dev.stride.model.PlatformException with {@code CONFLICT} where the store knows another, with other events
     */
    void commit(ExperimentId experiment, long expectedLastEvent, Batch batch);

    Optional<StoredExperiment> experiment(ExperimentId id);

    /**
     * The experiment that a request with an idempotency key has made.
     *
     * @throws dev.stride.model.PlatformException with {@code CONFLICT} where the key came with another request
     */
    Optional<StoredExperiment> madeBy(String idempotencyKey, String requestHash);

    /** Experiments from the newest, after {@code before} where it is given. */
    List<StoredExperiment> experiments(Optional<ExperimentId> before, int limit);

    /** The newest experiment of a name that is older than {@code before} where it is given. */
    Optional<StoredExperiment> newestNamed(String name, Optional<ExperimentId> before);

    /** Experiments whose id begins so, the newest first, as many as {@code limit} at most. */
    List<StoredExperiment> withPrefix(String prefix, int limit);

    /** Experiments that have not ended, the oldest first. */
    List<StoredExperiment> unfinished();

    /** Events after a number, in order. */
    List<StoredEvent> events(ExperimentId experiment, long after, int limit);

    /** Events of a trial after a number, in order. */
    List<StoredEvent> events(TrialId trial, long after, int limit);

    /** All trials in the order of their numbers: for who holds them all anyway. */
    List<StoredTrial> trials(ExperimentId experiment);

    /** Trials after a number, in the order of their numbers. */
    List<StoredTrial> trials(ExperimentId experiment, int after, int limit);

    /** How many trials there are in each state, by state; a state that none is in is left out. */
    List<TrialTally> tally(ExperimentId experiment);

    /** The completed trial with the best objective, the first of equals; empty where none has one. */
    Optional<StoredTrial> best(ExperimentId experiment, Goal goal);

    Optional<StoredTrial> trial(TrialId trial);

    /**
     * Measurements of one metric by trial and epoch.
     *
     * @param after of trials after this number
     * @param limit of how many trials: those that have any
     */
    List<Measurement> measurements(ExperimentId experiment, Metric metric, int after, int limit);

    /** All measurements of a trial by epoch and metric. */
    List<Measurement> measurements(TrialId trial);

    /** All checkpoints of a trial by epoch. */
    List<Checkpoint> checkpoints(TrialId trial);

    @Override
    void close();
}
