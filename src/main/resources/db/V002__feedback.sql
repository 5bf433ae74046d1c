-- What people did and what they were shown, as the logs of all processes report it.

-- Epoch milliseconds as a time. A time that is out of range is so refused here, as data, and not by the driver.
CREATE FUNCTION at_millis(millis bigint) RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN to_timestamp(millis::double precision / 1000);

-- By which an erasure names a subject: SHA-256 of its key, 64 hexadecimal digits.
CREATE FUNCTION subject_digest(subject text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN encode(sha256(convert_to(subject, 'UTF8')), 'hex');

-- How far each log is stored. Updated in the transaction that stores the rows, so a row is there exactly if its sequence is
-- not above seq. Locked by whoever stores, so two that believe they project the same log do not.
CREATE TABLE projection (
    log        uuid PRIMARY KEY,
    seq        bigint NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Signals of subjects: what profiles and training data are made from. Not partitioned, because event_id alone must be unique,
-- whatever time a retry claims.
CREATE TABLE feedback (
    event_id     uuid PRIMARY KEY,
    request_id   uuid,                             -- of the slate, with everything down to variants: NULL when none is known
    subject_hash bigint NOT NULL,                  -- of the subject's key; 0 for nobody
    origin_hash  bigint,                           -- of who did it, if the subject is one into whom that one was merged
    occurred_at  timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    client_at    timestamptz,                      -- the client's time as it came
    slate_at     timestamptz,
    propensity   double precision,                 -- probability with which the item was shown at its position
    amount       double precision,                 -- viewable, dwell: seconds; watch: seconds watched; rating: stars;
                                                   -- purchase: quantity; scroll: depth
    extent       double precision,                 -- watch: seconds of the whole; purchase: price of one
    position     integer,                          -- 1-based
    type         smallint NOT NULL,                -- 0 impression, 1 viewable, 2 click, 3 dwell, 4 watch, 5 rating, 6 like,
                                                   -- 7 dislike, 8 hide, 9 save, 10 share, 11 add_to_cart, 12 purchase,
                                                   -- 13 return, 14 search, 15 scroll
    weak         boolean NOT NULL GENERATED ALWAYS AS (type IN (0, 1, 15)) STORED, -- says that something was shown, no more
    flag         boolean,                          -- watch: replayed
    subject      text COLLATE "C" NOT NULL,        -- u:ID, s:ID, or empty for nobody
    item         text COLLATE "C" NOT NULL,        -- empty when there is none
    note         text,                             -- search: the query
    placement    text,
    model        text,
    policy       text,
    variants     json
);
CREATE INDEX feedback_subject ON feedback (subject_hash, weak, occurred_at DESC) WHERE subject_hash <> 0;

-- Slates as they were decided. Partitioned by the day (UTC) of the slate; a slate of a day that has no partition goes into the
-- default one, and from there into the partition once it is made.
CREATE TABLE decision (
    request_id       uuid NOT NULL,
    ts               timestamptz NOT NULL,
    subject_hash     bigint NOT NULL,
    origin_hash      bigint,                       -- of who asked, if that one was merged into the subject
    seed             bigint NOT NULL,              -- from which the draw can be repeated; 0 when nothing was drawn
    ln_joint         double precision NOT NULL,    -- ln P(the whole slate)
    first_position   integer NOT NULL,             -- 1, or more on later pages
    requested        integer NOT NULL,             -- items the request asked for
    component        integer NOT NULL,             -- of a mixture, 0 when there is one
    candidate_count  integer NOT NULL,             -- how many were ranked
    subject          text COLLATE "C" NOT NULL,
    placement        text NOT NULL,
    model            text NOT NULL,
    policy           text NOT NULL,
    propensity_kind  text NOT NULL,                -- exact, quadrature, ensemble, mc
    degraded         text,                         -- why it is less than it could be; NULL when it is not
    variants         json NOT NULL,                -- arms by experiment
    parameters       json NOT NULL,                -- of the policy, by name
    context          json NOT NULL,                -- of the request: device and the like
    candidate_items  text[] NOT NULL,              -- what the draw chose from, in base order; these three are of one length,
    candidate_scores real[] NOT NULL,              -- empty when nothing was drawn
    candidate_logits real[] NOT NULL,
    PRIMARY KEY (request_id, ts)
) PARTITION BY RANGE (ts);
CREATE INDEX decision_subject ON decision (subject_hash) WHERE subject_hash <> 0;
CREATE TABLE decision_default PARTITION OF decision DEFAULT;

-- The items of the slates, at their positions.
CREATE TABLE impression (
    request_id  uuid NOT NULL,
    ts          timestamptz NOT NULL,              -- of the slate
    score       double precision NOT NULL,
    ln_p_cond   double precision NOT NULL,         -- ln P(this item here | the items above it)
    ln_p_prefix double precision NOT NULL,         -- ln P(the items down to here)
    p_pos       double precision NOT NULL,         -- P(this item at this position), in (0, 1]
    position    integer NOT NULL,                  -- 1-based
    base_rank   integer NOT NULL,                  -- 1-based, before the draw
    sources     integer NOT NULL,                  -- mask of the sources that brought it
    pinned      boolean NOT NULL,                  -- put here by a rule; estimators skip it
    explored    boolean NOT NULL,                  -- stands here because of the draw
    item        text COLLATE "C" NOT NULL,
    PRIMARY KEY (request_id, ts, position)
) PARTITION BY RANGE (ts);
CREATE TABLE impression_default PARTITION OF impression DEFAULT;

-- Whose feedback the last batches changed, for the profiles in the memory of other processes. Only the newest are kept; who
-- finds a gap has to take everything for changed.
CREATE TABLE feedback_change (
    change   bigint PRIMARY KEY,                   -- of change_clock 'feedback'
    log      uuid NOT NULL,                        -- which log brought it
    hashes   bigint[] NOT NULL,                    -- of the subjects, in any order
    subjects text[] NOT NULL
);
INSERT INTO change_clock VALUES ('feedback', 0), ('erasure', 0);

-- Who was erased, without the id: no row of such a subject with a time up to erased_at stands in any table, or comes to.
CREATE TABLE erasure (
    subject_hash   bigint NOT NULL,
    subject_digest text COLLATE "C" NOT NULL,      -- subject_digest of the subject's key
    erased_at      timestamptz NOT NULL,
    change         bigint NOT NULL UNIQUE,         -- of change_clock 'erasure'
    PRIMARY KEY (subject_hash, subject_digest)
);

-- Who turned out to be whom: what from_subject did up to merged_at, and after its merge before that one, is into_subject's.
-- Needed for what arrives later.
CREATE TABLE merge (
    from_hash    bigint NOT NULL,
    merged_at    timestamptz NOT NULL,
    from_subject text COLLATE "C" NOT NULL,
    into_subject text COLLATE "C" NOT NULL,
    into_hash    bigint NOT NULL,
    PRIMARY KEY (from_hash, from_subject, merged_at)
);
CREATE INDEX merge_into ON merge (into_hash);

-- Entries that could not be stored for what is in them, as they stand in the log.
CREATE TABLE rejected_entry (
    log         uuid NOT NULL,
    seq         bigint NOT NULL,
    hashes      bigint[] NOT NULL,                 -- of the subjects the entry names
    kind        text NOT NULL,                     -- event, decision, merge, erasure
    reason      text NOT NULL,                     -- SQLSTATE
    payload     bytea NOT NULL,
    rejected_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (log, seq)
);
