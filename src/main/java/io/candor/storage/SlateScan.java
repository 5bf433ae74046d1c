package io.candor.storage;

import io.candor.event.Action;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.exposure.ExposedSlate;
import io.candor.exposure.ExposureQuery;
import io.candor.exposure.Outcome;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads slates and what came of them as of one moment, the newest first, a bounded number of rows in memory. For work that may
 * take its time: the statement has no deadline.
 *
 * <p>A request that was answered twice counts once, with its first answer; what came of either is what came of it, where the
 * same item stood at the same position.
 */
public final class SlateScan {
    private static final int ROWS_AT_A_TIME = 200;
    private static final String NEWEST =
            """
            WITH newest AS MATERIALIZED (
                SELECT * FROM decision d
                WHERE ($1::text IS NULL OR placement = $1)
                    AND ($4::bigint IS NULL OR ts >= at_millis($4)) AND ($5::bigint IS NULL OR ts < at_millis($5))
                    AND NOT EXISTS (SELECT FROM decision e WHERE e.request_id = d.request_id AND e.ts < d.ts)
                ORDER BY ts DESC, request_id LIMIT $3),
            action AS (
                SELECT request_id, position, item, type, count(*) AS count, min(occurred_at) AS first_at,
                    CASE type WHEN %d THEN sum(amount * extent) WHEN %d THEN max(least(1, amount / extent))
                        WHEN %d THEN (array_agg(amount ORDER BY occurred_at DESC, event_id))[1]
                        ELSE coalesce(max(amount), 1) END AS value
                FROM feedback
                WHERE type = ANY ($2::integer[]) AND request_id IS NOT NULL AND position IS NOT NULL
                    AND ($1::text IS NULL OR placement = $1) AND slate_at >= (SELECT min(ts) FROM newest)
                    AND occurred_at <= slate_at + $6::bigint * interval '1 millisecond'
                GROUP BY request_id, position, item, type),
            came AS MATERIALIZED (
                SELECT request_id, array_agg(position) AS positions, array_agg(item) AS items,
                    array_agg(type::integer) AS types, array_agg(count) AS counts, array_agg(value) AS values,
                    array_agg((extract(epoch FROM first_at) * 1000)::bigint) AS millis
                FROM action GROUP BY request_id)
            SELECT d.request_id, d.ts, d.subject, d.placement, d.model, d.policy, d.variants::text, d.first_position,
                d.requested, d.degraded, d.seed, d.component, d.floor_log_odds, d.propensity_kind, d.ln_joint,
                d.parameters::text, d.teams, d.candidate_count, d.context::text, d.buckets::text, d.forced::text,
                d.candidate_items, d.candidate_scores, d.candidate_logits,
                i.items, i.ranks, i.scores, i.conditionals, i.prefixes, i.marginals, i.sources, i.pinned, i.explored,
                c.positions AS acted_positions, c.items AS acted_items, c.types, c.counts, c.values, c.millis
            FROM newest d
            CROSS JOIN LATERAL (
                SELECT array_agg(item ORDER BY position) AS items, array_agg(base_rank ORDER BY position) AS ranks,
                    array_agg(score ORDER BY position) AS scores, array_agg(ln_p_cond ORDER BY position) AS conditionals,
                    array_agg(ln_p_prefix ORDER BY position) AS prefixes, array_agg(p_pos ORDER BY position) AS marginals,
                    array_agg(sources ORDER BY position) AS sources, array_agg(pinned ORDER BY position) AS pinned,
                    array_agg(explored ORDER BY position) AS explored
                FROM impression WHERE request_id = d.request_id AND ts = d.ts) AS i
            LEFT JOIN came c ON c.request_id = d.request_id
            WHERE i.items IS NOT NULL
            ORDER BY d.ts DESC, d.request_id
            """.formatted(Action.Type.PURCHASE.code(), Action.Type.WATCH.code(), Action.Type.RATING.code());

    private SlateScan() {}

    /**
     * Hands slates on.
     *
     * @param propensities P(item of slot r at slot k) of a decision, at r·slots + k; asked for those slates alone of which somebody
     *     asks
     * @param slates called on a worker thread, one at a time
     * @return how many there were
     */
    public static Future<Long> run(
            Database database,
            ExposureQuery query,
            Function<Decision, double[]> propensities,
            Consumer<ExposedSlate> slates) {
        Tuple arguments = Tuple.tuple()
                .addString(query.placement().orElse(null))
                .addArrayOfInteger(query.outcomes().stream()
                        .map(Action.Type::code)
                        .sorted()
                        .toArray(Integer[]::new))
                .addLong(query.most())
                .addLong(query.from().map(Instant::toEpochMilli).orElse(null))
                .addLong(query.until().map(Instant::toEpochMilli).orElse(null))
                .addLong(query.window().toMillis());
        return RowScan.run(database, NEWEST, arguments, ROWS_AT_A_TIME, row -> {
            Decision decision = decision(row);
            slates.accept(ExposedSlate.of(decision, propensities, outcomes(row, decision)));
        });
    }

    private static Decision decision(Row row) {
        List<Decision.Impression> impressions = impressions(row);
        return new Decision(
                slate(row, impressions),
                row.getInteger("requested"),
                Optional.ofNullable(row.getString("degraded")),
                draw(row),
                impressions,
                candidates(row),
                row.getInteger("candidate_count"),
                JsonText.strings(row.getString("context")),
                new Decision.Exposure(buckets(row), JsonText.strings(row.getString("forced"))));
    }

    private static SlateRecord slate(Row row, List<Decision.Impression> impressions) {
        String[] items = row.getArrayOfStrings("items");
        List<SlateRecord.ShownItem> shown = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            shown.add(new SlateRecord.ShownItem(items[i], impressions.get(i).conditional()));
        }
        return new SlateRecord(
                row.getUUID("request_id"),
                SqlTime.millis(row, row.getColumnIndex("ts")),
                Subject.ofKey(row.getString("subject")),
                row.getString("placement"),
                row.getString("model"),
                row.getString("policy"),
                JsonText.strings(row.getString("variants")),
                row.getInteger("first_position"),
                shown);
    }

    private static Map<String, Integer> buckets(Row row) {
        Map<String, Integer> buckets = new HashMap<>();
        new JsonObject(row.getString("buckets"))
                .forEach(field -> buckets.put(field.getKey(), ((Number) field.getValue()).intValue()));
        return buckets;
    }

    private static Decision.Draw draw(Row row) {
        Map<String, Double> parameters = new HashMap<>();
        new JsonObject(row.getString("parameters"))
                .forEach(field -> parameters.put(field.getKey(), ((Number) field.getValue()).doubleValue()));
        return new Decision.Draw(
                row.getLong("seed"),
                row.getInteger("component"),
                row.getDouble("floor_log_odds"),
                row.getString("propensity_kind"),
                row.getDouble("ln_joint"),
                parameters,
                row.getString("teams"));
    }

    private static List<Decision.Impression> impressions(Row row) {
        Integer[] ranks = row.getArrayOfIntegers("ranks");
        Double[] scores = row.getArrayOfDoubles("scores");
        Double[] conditionals = row.getArrayOfDoubles("conditionals");
        Double[] prefixes = row.getArrayOfDoubles("prefixes");
        Double[] marginals = row.getArrayOfDoubles("marginals");
        Integer[] sources = row.getArrayOfIntegers("sources");
        Boolean[] pinned = row.getArrayOfBooleans("pinned");
        Boolean[] explored = row.getArrayOfBooleans("explored");
        List<Decision.Impression> impressions = new ArrayList<>();
        for (int i = 0; i < conditionals.length; i++) {
            Double marginal = marginals[i];
            impressions.add(new Decision.Impression(
                    ranks[i],
                    scores[i],
                    conditionals[i],
                    prefixes[i],
                    sources[i],
                    pinned[i],
                    explored[i],
                    marginal == null ? OptionalDouble.empty() : OptionalDouble.of(marginal)));
        }
        return impressions;
    }

    private static Candidates candidates(Row row) {
        String[] items = row.getArrayOfStrings("candidate_items");
        Float[] scores = row.getArrayOfFloats("candidate_scores");
        Float[] logits = row.getArrayOfFloats("candidate_logits");
        List<Decision.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            candidates.add(new Decision.Candidate(items[i], scores[i], logits[i]));
        }
        return Candidates.of(candidates);
    }

    private static List<List<Outcome>> outcomes(Row row, Decision decision) {
        List<SlateRecord.ShownItem> items = decision.slate().items();
        List<List<Outcome>> outcomes = new ArrayList<>();
        items.forEach(_ -> outcomes.add(new ArrayList<>()));
        Integer[] positions = row.getArrayOfIntegers("acted_positions");
        if (positions == null) {
            return outcomes;
        }
        String[] acted = row.getArrayOfStrings("acted_items");
        Integer[] types = row.getArrayOfIntegers("types");
        Long[] counts = row.getArrayOfLongs("counts");
        Double[] values = row.getArrayOfDoubles("values");
        Long[] millis = row.getArrayOfLongs("millis");
        for (int i = 0; i < positions.length; i++) {
            int slot = positions[i] - decision.slate().firstPosition();
            if (slot >= 0 && slot < items.size() && items.get(slot).id().equals(acted[i])) {
                Action.Type type = Action.Type.ofCode(types[i]);
                outcomes.get(slot).add(new Outcome(type, counts[i], values[i], millis[i]));
            }
        }
        outcomes.forEach(list -> list.sort(Comparator.comparing(Outcome::type)));
        return outcomes;
    }
}
