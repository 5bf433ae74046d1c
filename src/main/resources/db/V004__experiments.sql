-- Experiments, the switch of all exploration, who changed them, and what was observed of the experiments.

-- Every change of an experiment or of the switch gets the next number, and holds the row until it commits.
INSERT INTO change_clock VALUES ('experiment', 0);

CREATE TABLE experiment (
    id         text COLLATE "C" PRIMARY KEY,
    number     bigint NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY, -- what was observed of a deleted experiment is not taken for
                                                  -- that of a later one of the same id
    revision   bigint NOT NULL,                   -- 1, and one more with each change
    doc        json NOT NULL,                     -- {document, segments, arms, epochs}
    epochs     bigint[] NOT NULL,                 -- epoch milliseconds at which those of doc begin
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);

-- One row.
CREATE TABLE exploration (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    enabled    boolean NOT NULL,                  -- false: no policy explores, anywhere
    changed_at timestamptz NOT NULL,
    changed_by text NOT NULL
);
INSERT INTO exploration (enabled, changed_at, changed_by) VALUES (true, now(), '');

-- Append-only.
CREATE TABLE experiment_audit (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         timestamptz NOT NULL,
    revision   bigint NOT NULL,                   -- after the change; 0 for the switch
    actor      text NOT NULL,                     -- name or id of the API key, or "anybody"
    action     text NOT NULL,                     -- created, changed, toggled, deleted, exploration_on, exploration_off
    experiment text COLLATE "C" NOT NULL,         -- empty for the switch
    before     json,                              -- documents as they were asked for
    after      json
);
CREATE INDEX experiment_audit_of ON experiment_audit (experiment, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER experiment_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON experiment_audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Who was exposed, and what they did since: from this, sums per arm are kept up to date when a unit's totals change. Names
-- nobody: erasures delete the row, merges leave it, because it is the subject as it was that was assigned.
CREATE TABLE experiment_unit (
    subject_hash bigint NOT NULL,
    experiment   bigint NOT NULL,                 -- experiment.number; rows of no experiment are swept up
    first_at     timestamptz NOT NULL,            -- first exposure
    impressions  bigint NOT NULL,                 -- items of the slates
    epoch        integer NOT NULL,                -- index of that of first_at
    covariate    integer NOT NULL,                -- signals in the 14 days before first_at
    crossed      boolean NOT NULL,                -- seen in another arm too; it stays in its first
    variant      text COLLATE "C" NOT NULL,       -- in which it was seen first
    counts       bigint[] NOT NULL,               -- events by feedback.type (0, 1, …); these four end where only zeros follow
    amounts      double precision[] NOT NULL,     -- seconds or money by feedback.type
    shown        integer[] NOT NULL,              -- impressions by position (1, 2, …)
    clicked      integer[] NOT NULL,
    PRIMARY KEY (subject_hash, experiment)
) WITH (fillfactor = 80);

-- What was counted and counts no more: slates under an arm, since a request may be answered and stored twice (see V003), and
-- impressions that were clicked. Kept as long as decisions.
CREATE TABLE experiment_claim (
    request_id uuid NOT NULL,
    slate_at   timestamptz NOT NULL,
    place      integer NOT NULL,                  -- position of an impression that was clicked; minus the first one of a slate
    PRIMARY KEY (request_id, place)
);
CREATE INDEX experiment_claim_at ON experiment_claim USING brin (slate_at);

-- The following are sums over the units of an arm; those of a day (UTC) are what that day has added to them.
CREATE TABLE experiment_day (
    experiment            bigint NOT NULL,
    variant               text COLLATE "C" NOT NULL,
    day                   date NOT NULL,
    epoch                 integer NOT NULL,       -- of the units
    units                 bigint NOT NULL,
    crossed               bigint NOT NULL,        -- of the units, those that were seen in another arm too
    impressions           bigint NOT NULL,
    impressions_squared   bigint NOT NULL,
    covariate             bigint NOT NULL,
    covariate_squared     bigint NOT NULL,
    impressions_covariate bigint NOT NULL,        -- of the products
    PRIMARY KEY (experiment, variant, day, epoch)
);

CREATE TABLE experiment_day_event (
    experiment         bigint NOT NULL,
    variant            text COLLATE "C" NOT NULL,
    day                date NOT NULL,
    type               integer NOT NULL,          -- feedback.type
    events             bigint NOT NULL,
    events_squared     bigint NOT NULL,
    events_impressions bigint NOT NULL,
    events_covariate   bigint NOT NULL,
    units              bigint NOT NULL,           -- with at least one event
    units_covariate    bigint NOT NULL,
    amount             double precision NOT NULL,
    amount_squared     double precision NOT NULL,
    amount_covariate   double precision NOT NULL,
    PRIMARY KEY (experiment, variant, day, type)
);

CREATE TABLE experiment_position (
    experiment  bigint NOT NULL,
    variant     text COLLATE "C" NOT NULL,
    day         date NOT NULL,
    position    integer NOT NULL,
    impressions bigint NOT NULL,
    clicks      bigint NOT NULL,
    PRIMARY KEY (experiment, variant, day, position)
);
