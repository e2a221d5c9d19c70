package dev.stride.store;

import dev.stride.model.Checkpoint;
import dev.stride.model.ErrorCode;
import dev.stride.model.ExperimentId;
import dev.stride.model.Goal;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.PlatformException;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A store that forgets everything when its process ends, for tests and for looking at the contract. */
public final class InMemoryExperimentStore implements ExperimentStore {

    private final NavigableMap<ExperimentId, StoredExperiment> experiments = new TreeMap<>();
    private final NavigableMap<ExperimentId, List<StoredEvent>> events = new TreeMap<>();
    private final NavigableMap<TrialId, StoredTrial> trials = new TreeMap<>();
    private final NavigableMap<TrialId, NavigableMap<Integer, Checkpoint>> checkpoints = new TreeMap<>();
    private final NavigableMap<MeasurementKey, Measurement> measurements = new TreeMap<>();

    private boolean closed;

    private record MeasurementKey(TrialId trial, int epoch, String metric) implements Comparable<MeasurementKey> {

        private static final Comparator<MeasurementKey> ORDER = Comparator.comparing(MeasurementKey::trial)
                .thenComparingInt(MeasurementKey::epoch)
                .thenComparing(MeasurementKey::metric);

        @Override
        public int compareTo(MeasurementKey other) {
            return ORDER.compare(this, other);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new PlatformException(ErrorCode.STORE_UNAVAILABLE, "the store is closed", "open another one");
        }
    }

    @Override
    public synchronized StoredExperiment create(StoredExperiment experiment, List<StoredEvent> first) {
        requireOpen();
        EventNumbers.require(experiment.id(), 0, first);
        Optional<StoredExperiment> known =
                experiment.idempotencyKey().flatMap(key -> madeBy(key, experiment.requestHash()));
        if (known.isPresent()) {
            return known.get();
        }
        if (experiments.putIfAbsent(experiment.id(), experiment) != null) {
            throw Idempotency.taken(experiment.id());
        }
        events.put(experiment.id(), new ArrayList<>(first));
        return experiment;
    }

    @Override
    public synchronized void commit(ExperimentId id, long expectedLastEvent, Batch batch) {
        requireOpen();
        EventNumbers.require(id, expectedLastEvent, batch.events());
        StoredExperiment old = experiments.get(id);
        if (old == null || old.lastEvent() != expectedLastEvent) {
            Idempotency.same(id, events(id, expectedLastEvent, Integer.MAX_VALUE), expectedLastEvent, batch);
            return;
        }
        requireTrials(batch);
        events.computeIfAbsent(id, i -> new ArrayList<>()).addAll(batch.events());
        batch.trials().forEach(t -> trials.put(t.id(), t));
        batch.measurements()
                .forEach(m -> measurements.putIfAbsent(
                        new MeasurementKey(m.trial(), m.epoch(), m.metric().word()), m));
        batch.checkpoints()
                .forEach(c -> checkpoints
                        .computeIfAbsent(c.trial(), t -> new TreeMap<>())
                        .putIfAbsent(c.checkpoint().epoch(), c.checkpoint()));
        experiments.put(
                id,
                new StoredExperiment(
                        id,
                        old.name(),
                        batch.state(),
                        old.spec(),
                        old.verdicts(),
                        old.idempotencyKey(),
                        old.requestHash(),
                        old.createdAt(),
                        batch.endedAt(),
                        batch.reason(),
                        batch.lastEvent()));
    }

    /** Measurements and checkpoints belong to a trial, and measurements are numbers. */
    private void requireTrials(Batch batch) {
        Set<TrialId> known = new HashSet<>(trials.keySet());
        batch.trials().forEach(t -> known.add(t.id()));
        boolean sound =
                batch.measurements().stream().allMatch(m -> known.contains(m.trial()) && !Double.isNaN(m.value()))
                        && batch.checkpoints().stream().allMatch(c -> known.contains(c.trial()));
        if (!sound) {
            throw new PlatformException(
                    ErrorCode.DEFECT,
                    "a measurement that is no number, or a measurement or checkpoint of a trial that is not there",
                    "this is a defect of the program; its log has more");
        }
    }

    @Override
    public synchronized Optional<StoredExperiment> experiment(ExperimentId id) {
        requireOpen();
        return Optional.ofNullable(experiments.get(id));
    }

    @Override
    public synchronized Optional<StoredExperiment> madeBy(String idempotencyKey, String requestHash) {
        requireOpen();
        return experiments.values().stream()
                .filter(e -> e.idempotencyKey().equals(Optional.of(idempotencyKey)))
                .findFirst()
                .map(known -> Idempotency.same(known, requestHash));
    }

    @Override
    public synchronized List<StoredExperiment> experiments(Optional<ExperimentId> before, int limit) {
        return newest(before).limit(limit).toList();
    }

    @Override
    public synchronized Optional<StoredExperiment> newestNamed(String name, Optional<ExperimentId> before) {
        return newest(before).filter(e -> e.name().equals(name)).findFirst();
    }

    @Override
    public synchronized List<StoredExperiment> withPrefix(String prefix, int limit) {
        return newest(Optional.empty())
                .filter(e -> e.id().value().startsWith(prefix))
                .limit(limit)
                .toList();
    }

    private Stream<StoredExperiment> newest(Optional<ExperimentId> before) {
        requireOpen();
        return before.map(b -> experiments.headMap(b, false)).orElse(experiments).descendingMap().values().stream();
    }

    @Override
    public synchronized List<StoredExperiment> unfinished() {
        requireOpen();
        return experiments.values().stream()
                .filter(e -> !e.state().isTerminal())
                .toList();
    }

    @Override
    public synchronized List<StoredEvent> events(ExperimentId experiment, long after, int limit) {
        requireOpen();
        return events.getOrDefault(experiment, List.of()).stream()
                .filter(e -> e.sequence() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<StoredEvent> events(TrialId trial, long after, int limit) {
        requireOpen();
        return events.getOrDefault(trial.experiment(), List.of()).stream()
                .filter(e -> e.trial().equals(OptionalInt.of(trial.number())) && e.sequence() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<StoredTrial> trials(ExperimentId experiment) {
        return trials(experiment, 0, Integer.MAX_VALUE);
    }

    @Override
    public synchronized List<StoredTrial> trials(ExperimentId experiment, int after, int limit) {
        requireOpen();
        var later = after == 0
                ? trials.tailMap(new TrialId(experiment, 1), true)
                : trials.tailMap(new TrialId(experiment, after), false);
        return later.values().stream()
                .takeWhile(t -> t.id().experiment().equals(experiment))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<TrialTally> tally(ExperimentId experiment) {
        var tallies = new EnumMap<TrialState, TrialTally>(TrialState.class);
        for (StoredTrial t : trials(experiment)) {
            tallies.merge(
                    t.state(),
                    new TrialTally(t.state(), 1, t.epochsDone(), t.epochs()),
                    (a, b) -> new TrialTally(
                            t.state(),
                            a.trials() + b.trials(),
                            a.epochsDone() + b.epochsDone(),
                            a.epochs() + b.epochs()));
        }
        return List.copyOf(tallies.values());
    }

    @Override
    public synchronized Optional<StoredTrial> best(ExperimentId experiment, Goal goal) {
        return trials(experiment).stream()
                .filter(t -> t.state() == TrialState.COMPLETED && t.objective().isPresent())
                .reduce((best, next) -> goal.isBetter(
                                next.objective().orElseThrow(), best.objective().orElseThrow())
                        ? next
                        : best);
    }

    @Override
    public synchronized Optional<StoredTrial> trial(TrialId trial) {
        requireOpen();
        return Optional.ofNullable(trials.get(trial));
    }

    @Override
    public synchronized List<Measurement> measurements(ExperimentId experiment, Metric metric, int after, int limit) {
        requireOpen();
        Map<TrialId, List<Measurement>> byTrial = measurements.values().stream()
                .filter(m -> m.metric().equals(metric)
                        && m.trial().experiment().equals(experiment)
                        && m.trial().number() > after)
                .collect(Collectors.groupingBy(Measurement::trial, TreeMap::new, Collectors.toList()));
        return byTrial.values().stream().limit(limit).flatMap(List::stream).toList();
    }

    @Override
    public synchronized List<Measurement> measurements(TrialId trial) {
        requireOpen();
        return measurements.values().stream()
                .filter(m -> m.trial().equals(trial))
                .toList();
    }

    @Override
    public synchronized List<Checkpoint> checkpoints(TrialId trial) {
        requireOpen();
        return List.copyOf(checkpoints.getOrDefault(trial, new TreeMap<>()).values());
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
