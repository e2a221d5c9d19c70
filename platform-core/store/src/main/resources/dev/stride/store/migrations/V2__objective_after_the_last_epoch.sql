-- A trial counts by what its last weights do: those that are tested, and that a checkpoint holds.
ALTER TABLE trials RENAME COLUMN best_value TO objective;
ALTER TABLE trials DROP COLUMN best_epoch;
UPDATE trials SET objective = (
    SELECT m.value FROM measurements m JOIN experiments e ON e.id = m.experiment
    WHERE m.experiment = trials.experiment AND m.trial = trials.number AND m.epoch = trials.epochs_done
      AND m.metric = CASE WHEN e.spec LIKE '%"objective":{"metric":"VALIDATION_LOSS"%' THEN 'validation.loss'
                          ELSE 'validation.accuracy' END);
