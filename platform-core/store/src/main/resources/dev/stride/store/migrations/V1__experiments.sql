CREATE TABLE experiments (
    id              TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    state           TEXT NOT NULL,
    spec            TEXT NOT NULL,
    verdicts        TEXT NOT NULL,
    idempotency_key TEXT UNIQUE,
    request_hash    TEXT NOT NULL,
    created_at      BIGINT NOT NULL,
    ended_at        BIGINT,
    reason          TEXT NOT NULL,
    last_event      BIGINT NOT NULL
);

-- The truth: everything else of an experiment follows from its events.
CREATE TABLE events (
    experiment TEXT NOT NULL REFERENCES experiments (id),
    sequence   BIGINT NOT NULL,
    type       TEXT NOT NULL,
    body       TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (experiment, sequence)
);

CREATE TABLE trials (
    experiment    TEXT NOT NULL REFERENCES experiments (id),
    number        INTEGER NOT NULL,
    state         TEXT NOT NULL,
    label         TEXT NOT NULL,
    configuration TEXT NOT NULL,
    plan          TEXT NOT NULL,
    network_hash  TEXT NOT NULL,
    attempt       INTEGER NOT NULL,
    epochs_done   INTEGER NOT NULL,
    epochs        INTEGER NOT NULL,
    best_value    DOUBLE PRECISION,
    best_epoch    INTEGER,
    test_accuracy DOUBLE PRECISION,
    test_loss     DOUBLE PRECISION,
    parameters    BIGINT NOT NULL,
    multiplies    BIGINT NOT NULL,
    seconds       DOUBLE PRECISION NOT NULL,
    reason        TEXT NOT NULL,
    error_code    TEXT NOT NULL,
    started_at    BIGINT,
    ended_at      BIGINT,
    PRIMARY KEY (experiment, number)
);

CREATE TABLE measurements (
    experiment TEXT NOT NULL,
    trial      INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    metric     TEXT NOT NULL,
    value      DOUBLE PRECISION NOT NULL,
    PRIMARY KEY (experiment, trial, epoch, metric),
    FOREIGN KEY (experiment, trial) REFERENCES trials (experiment, number)
);

CREATE TABLE checkpoints (
    experiment TEXT NOT NULL,
    trial      INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    sha256     TEXT NOT NULL,
    bytes      BIGINT NOT NULL,
    PRIMARY KEY (experiment, trial, epoch),
    FOREIGN KEY (experiment, trial) REFERENCES trials (experiment, number)
);

CREATE INDEX checkpoints_by_content ON checkpoints (sha256);
CREATE INDEX experiments_by_state ON experiments (state);
