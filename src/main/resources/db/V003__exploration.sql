-- What a drawn slate needs to be drawn again, and the probability of an item at its position over all draws.
--
-- The key by which decision and impression are joined is (request_id, ts): when a client sends a request again and another
-- process answers it, or this one after a restart, there are two slates with its request_id. Later pages have an id of their own.

ALTER TABLE decision
    ADD COLUMN floor_log_odds double precision NOT NULL DEFAULT 0, -- later pages of a mixture: ln(P(floor) / P(policy)) given the
                                                                   -- pages before; 0 on first pages
    ADD COLUMN teams          text NOT NULL DEFAULT '',            -- team drafts: which team picked each item, a or b, or - for none
    ADD COLUMN buckets        json NOT NULL DEFAULT '{}',          -- of the subject, by experiment; the arms are in variants
    ADD COLUMN forced         json NOT NULL DEFAULT '{}';          -- arms that the request asked for; they count in no result

-- P(this item at this position), in (0, 1], over all slates that might have been drawn; NULL when it was not worked out.
-- The candidates of the slate tell it at any time. What events carry (feedback.propensity) is P(this item here | the items
-- above it), as in ln_p_cond.
ALTER TABLE impression ALTER COLUMN p_pos DROP NOT NULL;
