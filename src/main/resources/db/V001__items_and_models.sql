-- The catalogue as it was put through the API, and the model bundles that are known.

-- One row a kind of change. The row is locked by every writer until it commits, so that numbers become visible in order and
-- without gaps: who has read up to n has missed nothing up to n.
CREATE TABLE change_clock (
    name text PRIMARY KEY,
    seq  bigint NOT NULL
);
INSERT INTO change_clock VALUES ('item', 0);

-- doc is json, not jsonb: attributes keep their order, and any text may stand in it.
CREATE TABLE item (
    id         text COLLATE "C" PRIMARY KEY,
    doc        json,                              -- as it was put; NULL when deleted or never put
    deleted    boolean NOT NULL,                  -- kept as a row, because a model may still have the item
    available  boolean,                           -- set since it was put; NULL: as doc says
    seq        bigint NOT NULL UNIQUE,            -- of change_clock 'item', when it last changed
    updated_at timestamptz NOT NULL DEFAULT now(),
    CHECK (NOT (deleted AND (doc IS NOT NULL OR available IS NOT NULL))),
    CHECK (deleted OR doc IS NOT NULL OR available IS NOT NULL)
);

CREATE TABLE model (
    version       text COLLATE "C" PRIMARY KEY,   -- of its manifest
    directory     text NOT NULL,
    algorithm     text NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now()
);

-- Append-only; the last row names the active model.
CREATE TABLE model_activation (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version      text COLLATE "C" NOT NULL REFERENCES model,
    activated_at timestamptz NOT NULL DEFAULT now()
);
