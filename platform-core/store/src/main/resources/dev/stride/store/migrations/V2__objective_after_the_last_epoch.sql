-- A trial counts by what its last weights do: those that are tested, and that a checkpoint holds.
ALTER TABLE trials RENAME COLUMN best_value TO objective;
ALTER TABLE trials DROP COLUMN best_epoch;
