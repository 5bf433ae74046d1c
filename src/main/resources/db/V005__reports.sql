-- What was estimated from the log, by kind: position-bias, off-policy. Never changed; the newest of a kind are kept.
CREATE TABLE report (
    kind     text COLLATE "C" NOT NULL,
    version  bigint NOT NULL,                     -- 1, 2, … of the kind
    made_at  timestamptz NOT NULL,
    document json NOT NULL,
    PRIMARY KEY (kind, version)
);
