package dev.stride.store;

import dev.stride.model.Checkpoint;
import dev.stride.model.ExperimentId;
import dev.stride.model.Goal;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.TrialId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Experiments in a SQLite file: write-ahead log, every commit forced to disk. */
public final class SqliteExperimentStore implements ExperimentStore {

    /** No character of an id comes after it. */
    private static final String AFTER_ALL = "~";

    private static final String BY_ID = "SELECT * FROM experiments WHERE id = ?";
    private static final String BY_KEY = "SELECT * FROM experiments WHERE idempotency_key = ?";
    private static final String UPSERT_TRIAL = """
            INSERT INTO trials (experiment, number, state, label, configuration, plan, network_hash, attempt,
                epochs_done, epochs, objective, test_accuracy, test_loss, parameters, multiplies, seconds,
                reason, error_code, started_at, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (experiment, number) DO UPDATE SET state = excluded.state, plan = excluded.plan,
                network_hash = excluded.network_hash, attempt = excluded.attempt, epochs_done = excluded.epochs_done,
                objective = excluded.objective,
                test_accuracy = excluded.test_accuracy, test_loss = excluded.test_loss, seconds = excluded.seconds,
                reason = excluded.reason, error_code = excluded.error_code, started_at = excluded.started_at,
                ended_at = excluded.ended_at
            """;

    /** What is not finite is never better, see {@link Goal#isBetter}. */
    private static final String BEST = "SELECT * FROM trials WHERE experiment = ? AND state = 'completed'"
            + " AND objective IS NOT NULL ORDER BY abs(objective) > 1.7976931348623157e308, ";

    private static final String GREATEST = BEST + "objective DESC, number LIMIT 1";
    private static final String LEAST = BEST + "objective, number LIMIT 1";
    private static final String MEASUREMENTS_OF_TRIALS = """
            SELECT * FROM measurements WHERE experiment = ? AND metric = ? AND trial > ? AND trial <= (
                SELECT max(trial) FROM (
                    SELECT DISTINCT trial FROM measurements WHERE experiment = ? AND metric = ? AND trial > ?
                    ORDER BY trial LIMIT ?))
            ORDER BY trial, epoch
            """;

    private final Database database;

    SqliteExperimentStore(Database database) {
        this.database = database;
    }

    /** Opens a file, which is made where it is not there. */
    public static SqliteExperimentStore open(Path file) {
        return new SqliteExperimentStore(Database.open(file));
    }

    @Override
    public StoredExperiment create(StoredExperiment experiment, List<StoredEvent> events) {
        EventNumbers.require(experiment.id(), 0, events);
        return database.write(connection -> {
            if (experiment.idempotencyKey().isPresent()) {
                List<StoredExperiment> known = Database.query(
                        connection,
                        BY_KEY,
                        SqlRow::experiment,
                        experiment.idempotencyKey().get());
                if (!known.isEmpty()) {
                    return Idempotency.same(known.get(0), experiment.requestHash());
                }
            }
            if (!Database.query(
                            connection,
                            BY_ID,
                            SqlRow::experiment,
                            experiment.id().value())
                    .isEmpty()) {
                throw Idempotency.taken(experiment.id());
            }
            Database.update(
                    connection,
                    "INSERT INTO experiments (id, name, state, spec, verdicts, idempotency_key, request_hash, created_at,"
                            + " ended_at, reason, last_event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    experiment.id().value(),
                    experiment.name(),
                    experiment.state().word(),
                    experiment.spec(),
                    experiment.verdicts(),
                    experiment.idempotencyKey().orElse(null),
                    experiment.requestHash(),
                    experiment.createdAt(),
                    boxed(experiment.endedAt()),
                    experiment.reason(),
                    experiment.lastEvent());
            insert(connection, experiment.id(), events);
            return experiment;
        });
    }

    @Override
    public void commit(ExperimentId id, long expectedLastEvent, Batch batch) {
        EventNumbers.require(id, expectedLastEvent, batch.events());
        database.write(connection -> {
            int updated = Database.update(
                    connection,
                    "UPDATE experiments SET state = ?, ended_at = ?, reason = ?, last_event = ?"
                            + " WHERE id = ? AND last_event = ?",
                    batch.state().word(),
                    boxed(batch.endedAt()),
                    batch.reason(),
                    batch.lastEvent(),
                    id.value(),
                    expectedLastEvent);
            if (updated != 1) {
                List<StoredEvent> since = Database.query(
                        connection,
                        "SELECT * FROM events WHERE experiment = ? AND sequence > ? ORDER BY sequence",
                        SqlRow::event,
                        id.value(),
                        expectedLastEvent);
                Idempotency.same(id, since, expectedLastEvent, batch);
                return true;
            }
            insert(connection, id, batch.events());
            Database.updateAll(
                    connection,
                    UPSERT_TRIAL,
                    batch.trials().stream().map(SqliteExperimentStore::values).toList());
            insertMeasurements(connection, batch.measurements());
            insertCheckpoints(connection, batch.checkpoints());
            return true;
        });
    }

    private static void insert(Connection connection, ExperimentId id, List<StoredEvent> events) throws SQLException {
        Database.updateAll(
                connection,
                "INSERT INTO events (experiment, sequence, trial, type, body, at) VALUES (?, ?, ?, ?, ?, ?)",
                events.stream()
                        .map(e -> new @Nullable Object[] {
                            id.value(), e.sequence(), boxed(e.trial()), e.type(), e.body(), e.at()
                        })
                        .toList());
    }

    private static void insertMeasurements(Connection connection, List<Measurement> measurements) throws SQLException {
        Database.updateAll(
                connection,
                "INSERT INTO measurements (experiment, trial, epoch, metric, value) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                measurements.stream()
                        .map(m -> new @Nullable Object[] {
                            m.trial().experiment().value(),
                            m.trial().number(),
                            m.epoch(),
                            m.metric().word(),
                            m.value()
                        })
                        .toList());
    }

    private static void insertCheckpoints(Connection connection, List<Batch.Saved> checkpoints) throws SQLException {
        Database.updateAll(
                connection,
                "INSERT INTO checkpoints (experiment, trial, epoch, sha256, bytes) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                checkpoints.stream()
                        .map(c -> new @Nullable Object[] {
                            c.trial().experiment().value(),
                            c.trial().number(),
                            c.checkpoint().epoch(),
                            c.checkpoint().artifact().sha256(),
                            c.checkpoint().artifact().bytes()
                        })
                        .toList());
    }

    private static @Nullable Object[] values(StoredTrial t) {
        return new @Nullable Object[] {
            t.id().experiment().value(),
            t.id().number(),
            t.state().word(),
            t.label(),
            t.configuration(),
            t.plan(),
            t.networkHash(),
            t.attempt(),
            t.epochsDone(),
            t.epochs(),
            boxed(t.objective()),
            boxed(t.testAccuracy()),
            boxed(t.testLoss()),
            t.parameters(),
            t.multiplies(),
            t.seconds(),
            t.reason(),
            t.errorCode(),
            boxed(t.startedAt()),
            boxed(t.endedAt())
        };
    }

    private static @Nullable Object boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static @Nullable Object boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Object boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    @Override
    public Optional<StoredExperiment> experiment(ExperimentId id) {
        return database.read(BY_ID, SqlRow::experiment, id.value()).stream().findFirst();
    }

    @Override
    public Optional<StoredExperiment> madeBy(String idempotencyKey, String requestHash) {
        return database.read(BY_KEY, SqlRow::experiment, idempotencyKey).stream()
                .findFirst()
                .map(known -> Idempotency.same(known, requestHash));
    }

    @Override
    public List<StoredExperiment> experiments(Optional<ExperimentId> before, int limit) {
        return database.read(
                "SELECT * FROM experiments WHERE id < ? ORDER BY id DESC LIMIT ?",
                SqlRow::experiment,
                before.map(ExperimentId::value).orElse(AFTER_ALL),
                limit);
    }

    @Override
    public Optional<StoredExperiment> newestNamed(String name, Optional<ExperimentId> before) {
        return database
                .read(
                        "SELECT * FROM experiments WHERE name = ? AND id < ? ORDER BY id DESC LIMIT 1",
                        SqlRow::experiment,
                        name,
                        before.map(ExperimentId::value).orElse(AFTER_ALL))
                .stream()
                .findFirst();
    }

    @Override
    public List<StoredExperiment> withPrefix(String prefix, int limit) {
        return database.read(
                "SELECT * FROM experiments WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT ?",
                SqlRow::experiment,
                prefix,
                prefix + AFTER_ALL,
                limit);
    }

    @Override
    public List<StoredExperiment> unfinished() {
        return database.read("SELECT * FROM experiments WHERE state = 'running' ORDER BY id", SqlRow::experiment);
    }

    @Override
    public List<StoredEvent> events(ExperimentId experiment, long after, int limit) {
        return database.read(
                "SELECT * FROM events WHERE experiment = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                SqlRow::event,
                experiment.value(),
                after,
                limit);
    }

    @Override
    public List<StoredEvent> events(TrialId trial, long after, int limit) {
        return database.read(
                "SELECT * FROM events WHERE experiment = ? AND trial = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                SqlRow::event,
                trial.experiment().value(),
                trial.number(),
                after,
                limit);
    }

    @Override
    public List<StoredTrial> trials(ExperimentId experiment) {
        return database.read(
                "SELECT * FROM trials WHERE experiment = ? ORDER BY number", SqlRow::trial, experiment.value());
    }

    @Override
    public List<StoredTrial> trials(ExperimentId experiment, int after, int limit) {
        return database.read(
                "SELECT * FROM trials WHERE experiment = ? AND number > ? ORDER BY number LIMIT ?",
                SqlRow::trial,
                experiment.value(),
                after,
                limit);
    }

    @Override
    public List<TrialTally> tally(ExperimentId experiment) {
        return database
                .read(
                        "SELECT state, count(*) AS trials, sum(epochs_done) AS epochs_done, sum(epochs) AS epochs_planned"
                                + " FROM trials WHERE experiment = ? GROUP BY state",
                        SqlRow::tally,
                        experiment.value())
                .stream()
                .sorted(Comparator.comparing(TrialTally::state))
                .toList();
    }

    @Override
    public Optional<StoredTrial> best(ExperimentId experiment, Goal goal) {
        return database.read(goal == Goal.MAXIMIZE ? GREATEST : LEAST, SqlRow::trial, experiment.value()).stream()
                .findFirst();
    }

    @Override
    public Optional<StoredTrial> trial(TrialId trial) {
        return database
                .read(
                        "SELECT * FROM trials WHERE experiment = ? AND number = ?",
                        SqlRow::trial,
                        trial.experiment().value(),
                        trial.number())
                .stream()
                .findFirst();
    }

    @Override
    public List<Measurement> measurements(ExperimentId experiment, Metric metric, int after, int limit) {
        return database.read(
                MEASUREMENTS_OF_TRIALS,
                SqlRow::measurement,
                experiment.value(),
                metric.word(),
                after,
                experiment.value(),
                metric.word(),
                after,
                limit);
    }

    @Override
    public List<Measurement> measurements(TrialId trial) {
        return database.read(
                "SELECT * FROM measurements WHERE experiment = ? AND trial = ? ORDER BY epoch, metric",
                SqlRow::measurement,
                trial.experiment().value(),
                trial.number());
    }

    @Override
    public List<Checkpoint> checkpoints(TrialId trial) {
        return database.read(
                "SELECT * FROM checkpoints WHERE experiment = ? AND trial = ? ORDER BY epoch",
                SqlRow::checkpoint,
                trial.experiment().value(),
                trial.number());
    }

    @Override
    public void close() {
        database.close();
    }
}
