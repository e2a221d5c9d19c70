package dev.stride.store;

import dev.stride.model.ArtifactRef;
import dev.stride.model.Checkpoint;
import dev.stride.model.ExperimentId;
import dev.stride.model.ExperimentState;
import dev.stride.model.Measurement;
import dev.stride.model.Metric;
import dev.stride.model.TrialId;
import dev.stride.model.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Rows of the tables as records. */
final class SqlRow {

    private SqlRow() {}

    static StoredExperiment experiment(ResultSet row) throws SQLException {
        return new StoredExperiment(
                new ExperimentId(row.getString("id")),
                row.getString("name"),
                ExperimentState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("spec"),
                row.getString("verdicts"),
                Optional.ofNullable(row.getString("idempotency_key")),
                row.getString("request_hash"),
                row.getLong("created_at"),
                optionalLong(row, "ended_at"),
                row.getString("reason"),
                row.getLong("last_event"));
    }

    static StoredEvent event(ResultSet row) throws SQLException {
        return new StoredEvent(
                row.getLong("sequence"),
                optionalInt(row, "trial"),
                row.getString("type"),
                row.getString("body"),
                row.getLong("at"));
    }

    static StoredTrial trial(ResultSet row) throws SQLException {
        return new StoredTrial(
                new TrialId(new ExperimentId(row.getString("experiment")), row.getInt("number")),
                state(row),
                row.getString("label"),
                row.getString("configuration"),
                row.getString("plan"),
                row.getString("network_hash"),
                row.getInt("attempt"),
                row.getInt("epochs_done"),
                row.getInt("epochs"),
                optionalDouble(row, "objective"),
                optionalDouble(row, "test_accuracy"),
                optionalDouble(row, "test_loss"),
                row.getLong("parameters"),
                row.getLong("multiplies"),
                row.getDouble("seconds"),
                row.getString("reason"),
                row.getString("error_code"),
                optionalLong(row, "started_at"),
                optionalLong(row, "ended_at"));
    }

    static Measurement measurement(ResultSet row) throws SQLException {
        String metric = row.getString("metric");
        return new Measurement(
                new TrialId(new ExperimentId(row.getString("experiment")), row.getInt("trial")),
                row.getInt("epoch"),
                Metric.ofWord(metric).orElseThrow(() -> new IllegalArgumentException("unknown metric " + metric)),
                row.getDouble("value"));
    }

    static Checkpoint checkpoint(ResultSet row) throws SQLException {
        return new Checkpoint(row.getInt("epoch"), new ArtifactRef(row.getString("sha256"), row.getLong("bytes")));
    }

    static TrialTally tally(ResultSet row) throws SQLException {
        return new TrialTally(
                state(row), row.getLong("trials"), row.getLong("epochs_done"), row.getLong("epochs_planned"));
    }

    private static TrialState state(ResultSet row) throws SQLException {
        return TrialState.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    private static OptionalInt optionalInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static OptionalLong optionalLong(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalDouble optionalDouble(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
