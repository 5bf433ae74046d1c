package io.candor.storage;

import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows for table {@code decision}, column by column. */
final class DecisionRows {
    private static final String INSERT = """
            INSERT INTO decision (request_id, ts, subject_hash, subject, placement, model, policy, variants, first_position,
                requested, degraded, seed, component, propensity_kind, ln_joint, parameters, candidate_count, candidate_items,
                candidate_scores, candidate_logits, context, origin_hash, floor_log_odds, teams,
                buckets, forced)
            SELECT request_id, at_millis(millis), hash, subject, placement, model, policy, variants::json, first_position,
                requested, degraded, seed, component, kind, ln_joint, parameters::json, candidate_count, items::text[],
                scores::real[], logits::real[], context::json, origin, odds, teams, buckets::json, forced::json
            FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::integer[], $10::integer[], $11::text[], $12::bigint[], $13::integer[], $14::text[], $15::float8[],
                $16::text[], $17::integer[], $18::text[], $19::text[], $20::text[], $21::text[], $22::bigint[],
                $23::float8[], $24::text[], $25::text[], $26::text[])
                AS new (request_id, millis, hash, subject, placement, model, policy, variants, first_position, requested,
                    degraded, seed, component, kind, ln_joint, parameters, candidate_count, items, scores, logits, context,
                    origin, odds, teams, buckets, forced)
            ON CONFLICT DO NOTHING
            """;

    private final UUID[] request;
    private final Long[] millis;
    private final Long[] hash;
    private final String[] subject;
    private final String[] placement;
    private final String[] model;
    private final String[] policy;
    private final String[] variants;
    private final Integer[] firstPosition;
    private final Integer[] requested;
    private final @Nullable String[] degraded;
    private final Long[] seed;
    private final Integer[] component;
    private final String[] kind;
    private final Double[] lnJoint;
    private final String[] parameters;
    private final Integer[] candidateCount;
    private final String[] items;
    private final String[] scores;
    private final String[] logits;
    private final String[] context;
    private final @Nullable Long[] origin;
    private final Double[] odds;
    private final String[] teams;
    private final String[] buckets;
    private final String[] forced;
    private int count;

    DecisionRows(int size) {
        request = new UUID[size];
        millis = new Long[size];
        hash = new Long[size];
        subject = new String[size];
        placement = new String[size];
        model = new String[size];
        policy = new String[size];
        variants = new String[size];
        firstPosition = new Integer[size];
        requested = new Integer[size];
        degraded = new String[size];
        seed = new Long[size];
        component = new Integer[size];
        kind = new String[size];
        lnJoint = new Double[size];
        parameters = new String[size];
        candidateCount = new Integer[size];
        items = new String[size];
        scores = new String[size];
        logits = new String[size];
        context = new String[size];
        origin = new Long[size];
        odds = new Double[size];
        teams = new String[size];
        buckets = new String[size];
        forced = new String[size];
    }

    /** Adds a slate as one that {@code owner} asked for. */
    void add(Decision decision, Subject owner) {
        int n = count++;
        addSlate(n, decision.slate());
        hash[n] = owner.hash();
        subject[n] = owner.key();
        if (!owner.equals(decision.slate().subject())) {
            origin[n] = decision.slate().subject().hash();
        }
        requested[n] = decision.requested();
        degraded[n] = decision.degraded().orElse(null);
        seed[n] = decision.draw().seed();
        component[n] = decision.draw().component();
        kind[n] = decision.draw().propensityKind();
        odds[n] = decision.draw().floorLogOdds();
        teams[n] = decision.draw().teams();
        buckets[n] = JsonText.of(decision.exposure().buckets());
        forced[n] = JsonText.of(decision.exposure().forced());
        lnJoint[n] = decision.draw().lnJoint();
        parameters[n] = JsonText.of(decision.draw().parameters());
        candidateCount[n] = decision.candidateCount();
        context[n] = JsonText.of(decision.context());
        addCandidates(n, decision);
    }

    private void addSlate(int n, SlateRecord slate) {
        request[n] = slate.requestId();
        millis[n] = slate.timeMillis();
        placement[n] = slate.placement();
        model[n] = slate.model();
        policy[n] = slate.policy();
        variants[n] = JsonText.of(slate.variants());
        firstPosition[n] = slate.firstPosition();
    }

    private void addCandidates(int n, Decision decision) {
        ArrayText ids = new ArrayText();
        ArrayText ranked = new ArrayText();
        ArrayText drawn = new ArrayText();
        for (Decision.Candidate candidate : decision.candidates()) {
            ids.add(candidate.item());
            ranked.add(candidate.score());
            drawn.add(candidate.logit());
        }
        items[n] = ids.toString();
        scores[n] = ranked.toString();
        logits[n] = drawn.toString();
    }

    /** Writes the rows; returns how many were not there yet. */
    Future<Integer> write(SqlClient connection) {
        if (count != request.length) {
            throw new IllegalStateException("made for " + request.length + " rows, has " + count);
        }
        Tuple arguments = Tuple.from(new Object[] {
            request,
            millis,
            hash,
            subject,
            placement,
            model,
            policy,
            variants,
            firstPosition,
            requested,
            degraded,
            seed,
            component,
            kind,
            lnJoint,
            parameters,
            candidateCount,
            items,
            scores,
            logits,
            context,
            origin,
            odds,
            teams,
            buckets,
            forced
        });
        return connection.preparedQuery(INSERT).execute(arguments).map(rows -> rows.rowCount());
    }
}
