-- The trial that an event is about, so that those of one are found without reading the whole log.
ALTER TABLE events ADD COLUMN trial INTEGER;
UPDATE events SET trial = json_extract(body, '$.trial')
    WHERE json_valid(body) AND json_type(body, '$.trial') = 'integer';
CREATE INDEX events_by_trial ON events (experiment, trial, sequence) WHERE trial IS NOT NULL;
