package io.candor.storage;

import io.candor.event.Action;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads slates and what came of them as of one moment, the newest first, a bounded number of rows in memory. For work that may
 * take its time: the statement has no deadline.
 */
public final class SlateScan {
    private static final int ROWS_AT_A_TIME = 500;
    private static final String NEWEST = """
            WITH newest AS MATERIALIZED (
                SELECT * FROM decision WHERE $1::text IS NULL OR placement = $1 ORDER BY ts DESC, request_id LIMIT $3),
            rewarded AS MATERIALIZED (
                SELECT request_id, slate_at, array_agg(DISTINCT position) AS positions FROM feedback
                WHERE type = $2 AND request_id IS NOT NULL AND position IS NOT NULL
                    AND ($1::text IS NULL OR placement = $1) AND slate_at >= (SELECT min(ts) FROM newest)
                GROUP BY request_id, slate_at)
            SELECT d.request_id, d.ts, d.subject, d.placement, d.model, d.policy, d.first_position, d.requested, d.degraded, d.seed,
                d.component, d.floor_log_odds, d.propensity_kind, d.ln_joint, d.parameters::text, d.teams, d.candidate_count,
                d.candidate_items, d.candidate_scores, d.candidate_logits, i.items, i.ranks, i.scores, i.conditionals,
                i.prefixes, i.marginals, i.pinned, i.explored, r.positions
            FROM newest d
            CROSS JOIN LATERAL (
                SELECT array_agg(item ORDER BY position) AS items, array_agg(base_rank ORDER BY position) AS ranks,
                    array_agg(score ORDER BY position) AS scores, array_agg(ln_p_cond ORDER BY position) AS conditionals,
                    array_agg(ln_p_prefix ORDER BY position) AS prefixes, array_agg(p_pos ORDER BY position) AS marginals,
                    array_agg(pinned ORDER BY position) AS pinned, array_agg(explored ORDER BY position) AS explored
                FROM impression WHERE request_id = d.request_id AND ts = d.ts) AS i
            LEFT JOIN rewarded r ON r.request_id = d.request_id AND r.slate_at = d.ts
            WHERE i.items IS NOT NULL
            ORDER BY d.ts DESC, d.request_id
            """;

    private SlateScan() {}

    /**
     * Hands slates on.
     *
     * @param placement of the slates, or all
     * @param reward which kind of action counts
     * @param most how many at most
     * @param slates called on an event loop, one at a time
     * @return how many there were
     */
    public static Future<Long> run(
            Database database,
            Optional<String> placement,
            Action.Type reward,
            long most,
            Consumer<ObservedSlate> slates) {
        Tuple arguments = Tuple.of(placement.orElse(null), reward.code(), most);
        return RowScan.run(database, NEWEST, arguments, ROWS_AT_A_TIME, row -> slates.accept(slate(row)));
    }

    private static ObservedSlate slate(Row row) {
        String[] items = row.getArrayOfStrings(20);
        Double[] conditionals = row.getArrayOfDoubles(23);
        List<SlateRecord.ShownItem> shown = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            shown.add(new SlateRecord.ShownItem(items[i], Math.clamp(Math.exp(conditionals[i]), Double.MIN_VALUE, 1)));
        }
        SlateRecord slate = new SlateRecord(
                row.getUUID(0),
                SqlTime.millis(row, 1),
                Subject.ofKey(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Map.of(),
                row.getInteger(6),
                shown);
        Decision decision = new Decision(
                slate,
                row.getInteger(7),
                Optional.ofNullable(row.getString(8)),
                draw(row),
                impressions(row, conditionals),
                candidates(row),
                row.getInteger(16),
                Map.of(),
                Decision.Exposure.NONE);
        Integer[] positions = row.getArrayOfIntegers(28);
        Set<Integer> rewarded =
                positions == null ? Set.of() : Arrays.stream(positions).collect(Collectors.toSet());
        return new ObservedSlate(decision, rewarded);
    }

    private static Decision.Draw draw(Row row) {
        Map<String, Double> parameters = new HashMap<>();
        new JsonObject(row.getString(14))
                .forEach(field -> parameters.put(field.getKey(), ((Number) field.getValue()).doubleValue()));
        return new Decision.Draw(
                row.getLong(9),
                row.getInteger(10),
                row.getDouble(11),
                row.getString(12),
                row.getDouble(13),
                parameters,
                row.getString(15));
    }

    private static List<Decision.Impression> impressions(Row row, Double[] conditionals) {
        Integer[] ranks = row.getArrayOfIntegers(21);
        Double[] scores = row.getArrayOfDoubles(22);
        Double[] prefixes = row.getArrayOfDoubles(24);
        Double[] marginals = row.getArrayOfDoubles(25);
        Boolean[] pinned = row.getArrayOfBooleans(26);
        Boolean[] explored = row.getArrayOfBooleans(27);
        List<Decision.Impression> impressions = new ArrayList<>();
        for (int i = 0; i < conditionals.length; i++) {
            Double marginal = marginals[i];
            impressions.add(new Decision.Impression(
                    ranks[i],
                    scores[i],
                    conditionals[i],
                    prefixes[i],
                    0,
                    pinned[i],
                    explored[i],
                    marginal == null ? OptionalDouble.empty() : OptionalDouble.of(marginal)));
        }
        return impressions;
    }

    private static Candidates candidates(Row row) {
        String[] items = row.getArrayOfStrings(17);
        Float[] scores = row.getArrayOfFloats(18);
        Float[] logits = row.getArrayOfFloats(19);
        List<Decision.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < items.length; i++) {
            candidates.add(new Decision.Candidate(items[i], scores[i], logits[i]));
        }
        return Candidates.of(candidates);
    }
}
