package io.candor.exposure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.event.Action;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.parquet.ParquetRows.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The columns of an exported log: one row a shown item, the rows of a slate one after the other from the top down. What belongs to
 * the slate stands in each of them, but for the lists of candidates, which stand in its first. Maps are JSON objects in text. Pure
 * functions.
 */
final class ExposureColumns {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<Map.Entry<String, Kind>> OF_SLATE = List.of(
            Map.entry("request_id", Kind.TEXT),
            Map.entry("timestamp", Kind.TIME),
            Map.entry("subject", Kind.TEXT),
            Map.entry("placement", Kind.TEXT),
            Map.entry("device", Kind.TEXT),
            Map.entry("model", Kind.TEXT),
            Map.entry("policy", Kind.TEXT),
            Map.entry("parameters", Kind.TEXT),
            Map.entry("propensity_kind", Kind.TEXT),
            Map.entry("variants", Kind.TEXT),
            Map.entry("buckets", Kind.TEXT),
            Map.entry("forced", Kind.TEXT),
            Map.entry("context", Kind.TEXT),
            Map.entry("degraded", Kind.TEXT),
            Map.entry("seed", Kind.WHOLE),
            Map.entry("component", Kind.WHOLE),
            Map.entry("floor_log_odds", Kind.NUMBER),
            Map.entry("ln_joint", Kind.NUMBER),
            Map.entry("teams", Kind.TEXT),
            Map.entry("requested", Kind.WHOLE),
            Map.entry("candidate_count", Kind.WHOLE),
            Map.entry("first_position", Kind.WHOLE),
            Map.entry("slots", Kind.WHOLE));

    private static final List<Map.Entry<String, Kind>> OF_ITEM = List.of(
            Map.entry("position", Kind.WHOLE),
            Map.entry("item", Kind.TEXT),
            Map.entry("base_rank", Kind.WHOLE),
            Map.entry("score", Kind.NUMBER),
            Map.entry("ln_p_cond", Kind.NUMBER),
            Map.entry("ln_p_prefix", Kind.NUMBER),
            Map.entry("p_pos", Kind.NUMBER),
            Map.entry("p_pos_by_slot", Kind.NUMBERS),
            Map.entry("sources", Kind.WHOLE),
            Map.entry("pinned", Kind.FLAG),
            Map.entry("explored", Kind.FLAG));

    private static final List<Map.Entry<String, Kind>> OF_CANDIDATES = List.of(
            Map.entry("candidates", Kind.TEXTS),
            Map.entry("candidate_scores", Kind.NUMBERS),
            Map.entry("candidate_logits", Kind.NUMBERS));

    private ExposureColumns() {}

    /** Returns all columns, given the kinds of outcome. */
    static List<Map.Entry<String, Kind>> of(List<Action.Type> types) {
        List<Map.Entry<String, Kind>> columns = new ArrayList<>(OF_SLATE);
        columns.addAll(OF_ITEM);
        columns.addAll(OF_CANDIDATES);
        for (Action.Type type : types) {
            columns.add(Map.entry(count(type), Kind.WHOLE));
            columns.add(Map.entry(value(type), Kind.NUMBER));
            columns.add(Map.entry(time(type), Kind.TIME));
        }
        return columns;
    }

    static String count(Action.Type type) {
        return type.wire();
    }

    static String value(Action.Type type) {
        return type.wire() + "_value";
    }

    static String time(Action.Type type) {
        return type.wire() + "_at";
    }

    /** Returns the row of a slot. */
    static List<Object> row(ExposedSlate slate, int slot, List<Action.Type> types) {
        List<Object> row = new ArrayList<>();
        ofSlate(slate, row);
        ofItem(slate, slot, row);
        ofCandidates(slot == 0 ? slate.decision().candidates().toList() : List.of(), row);
        for (Action.Type type : types) {
            Optional<Outcome> outcome = slate.outcome(slot, type);
            row.add(outcome.map(Outcome::count).orElse(0L));
            row.add(outcome.map(Outcome::value).orElse(Double.NaN));
            row.add(outcome.map(Outcome::firstMillis).orElse(Long.MIN_VALUE));
        }
        return row;
    }

    private static void ofSlate(ExposedSlate exposed, List<Object> row) {
        Decision decision = exposed.decision();
        SlateRecord slate = decision.slate();
        Decision.Draw draw = decision.draw();
        row.add(slate.requestId().toString());
        row.add(slate.timeMillis());
        row.add(slate.subject().key());
        row.add(slate.placement());
        row.add(exposed.device());
        row.add(slate.model());
        row.add(slate.policy());
        row.add(json(draw.parameters()));
        row.add(draw.propensityKind());
        row.add(json(slate.variants()));
        row.add(json(decision.exposure().buckets()));
        row.add(json(decision.exposure().forced()));
        row.add(json(decision.context()));
        row.add(decision.degraded().orElse(""));
        row.add(draw.seed());
        row.add((long) draw.component());
        row.add(draw.floorLogOdds());
        row.add(draw.lnJoint());
        row.add(draw.teams());
        row.add((long) decision.requested());
        row.add((long) decision.candidateCount());
        row.add((long) slate.firstPosition());
        row.add((long) exposed.slots());
    }

    private static void ofItem(ExposedSlate slate, int slot, List<Object> row) {
        Decision.Impression impression = slate.impression(slot);
        row.add((long) slate.position(slot));
        row.add(slate.item(slot));
        row.add((long) impression.baseRank());
        row.add(impression.score());
        row.add(impression.lnConditional());
        row.add(impression.lnPrefix());
        row.add(impression.marginal().orElse(Double.NaN));
        row.add(IntStream.range(0, slate.slots())
                .mapToObj(at -> slate.propensity(slot, at))
                .toList());
        row.add((long) impression.sources());
        row.add(impression.pinned());
        row.add(impression.explored());
    }

    private static void ofCandidates(List<Decision.Candidate> candidates, List<Object> row) {
        row.add(candidates.stream().map(Decision.Candidate::item).toList());
        row.add(candidates.stream().map(c -> (double) c.score()).toList());
        row.add(candidates.stream().map(c -> (double) c.logit()).toList());
    }

    /** Returns keys in order, so that equal maps are equal texts. */
    private static String json(Map<String, ?> map) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(map));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a map of texts and numbers is JSON", e);
        }
    }

    /** Returns the map in a text; throws {@link IllegalArgumentException} when there is none of such values. */
    static <T> Map<String, T> map(String json, TypeReference<Map<String, T>> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON object as expected: " + e.getOriginalMessage(), e);
        }
    }
}
