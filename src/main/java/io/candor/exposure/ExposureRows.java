package io.candor.exposure;

import com.fasterxml.jackson.core.type.TypeReference;
import io.candor.event.Action;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.parquet.NumberListColumn;
import io.candor.parquet.ParquetFile;
import io.candor.parquet.ParquetRows;
import io.candor.parquet.TextColumn;
import io.candor.parquet.TextListColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** Puts the rows of an exported log together to slates again. Belongs to one thread. */
final class ExposureRows {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Double>> NUMBERS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Integer>> COUNTS = new TypeReference<>() {};

    private static final int MAX_SLOTS = 1_000;

    private final ParquetFile file;
    private final ExposureQuery query;
    private final Map<String, TextColumn> columns = new HashMap<>();
    private final Map<Action.Type, List<TextColumn>> outcomes = new EnumMap<>(Action.Type.class);
    private final NumberListColumn propensities;
    private final TextListColumn candidates;
    private final NumberListColumn scores;
    private final NumberListColumn logits;
    private long count;

    ExposureRows(ParquetFile file, ExposureQuery query) throws IOException {
        this.file = file;
        this.query = query;
        for (Map.Entry<String, ParquetRows.Kind> column : ExposureColumns.of(List.of())) {
            switch (column.getValue()) {
                case TEXT, TIME, WHOLE, NUMBER, FLAG -> columns.put(column.getKey(), file.text(column.getKey()));
                case TEXTS, NUMBERS -> {}
            }
        }
        propensities = file.numbers("p_pos_by_slot");
        candidates = file.texts("candidates");
        scores = file.numbers("candidate_scores");
        logits = file.numbers("candidate_logits");
        for (Action.Type type : query.outcomes().stream().sorted().toList()) {
            outcomes.put(
                    type,
                    List.of(
                            file.text(ExposureColumns.count(type)),
                            file.text(ExposureColumns.value(type)),
                            file.text(ExposureColumns.time(type))));
        }
    }

    /** Returns how many rows were read. */
    long count() {
        return count;
    }

    /** Returns the next slate that is asked for. */
    Optional<ExposedSlate> next() throws IOException {
        while (advance()) {
            if (query.takes(text("placement"), whole("timestamp"))) {
                return Optional.of(slate());
            }
        }
        return Optional.empty();
    }

    private boolean advance() throws IOException {
        boolean more = file.next();
        count += more ? 1 : 0;
        return more;
    }

    private ExposedSlate slate() throws IOException {
        int slots = (int) whole("slots");
        long first = whole("first_position");
        UUID request = UUID.fromString(text("request_id"));
        long millis = whole("timestamp");
        Slots gathered = new Slots(slots);
        Decision head = head(request, millis, (int) first);
        for (int slot = 0; slot < slots; slot++) {
            if ((slot > 0 && !advance())
                    || whole("position") != first + slot
                    || !request.toString().equals(text("request_id"))) {
                throw new IllegalArgumentException("slate " + request + " has no row for position " + (first + slot));
            }
            gathered.add(slot, millis);
        }
        SlateRecord slate = head.slate();
        Decision decision = new Decision(
                new SlateRecord(
                        request,
                        millis,
                        slate.subject(),
                        slate.placement(),
                        slate.model(),
                        slate.policy(),
                        slate.variants(),
                        slate.firstPosition(),
                        gathered.items),
                head.requested(),
                head.degraded(),
                head.draw(),
                gathered.impressions,
                head.candidates(),
                head.candidateCount(),
                head.context(),
                head.exposure());
        return ExposedSlate.of(decision, gathered.matrix, gathered.came);
    }

    /** Returns what the row tells of its slate. */
    private Decision head(UUID request, long millis, int first) {
        SlateRecord slate = new SlateRecord(
                request,
                millis,
                Subject.ofKey(text("subject")),
                text("placement"),
                text("model"),
                text("policy"),
                ExposureColumns.map(text("variants"), TEXTS),
                first,
                List.of());
        Decision.Draw draw = new Decision.Draw(
                whole("seed"),
                (int) whole("component"),
                number("floor_log_odds"),
                text("propensity_kind"),
                number("ln_joint"),
                ExposureColumns.map(text("parameters"), NUMBERS),
                text("teams"));
        return new Decision(
                slate,
                (int) whole("requested"),
                Optional.of(text("degraded")).filter(reason -> !reason.isEmpty()),
                draw,
                List.of(),
                drawnFrom(),
                (int) whole("candidate_count"),
                ExposureColumns.map(text("context"), TEXTS),
                new Decision.Exposure(
                        ExposureColumns.map(text("buckets"), COUNTS), ExposureColumns.map(text("forced"), TEXTS)));
    }

    private Candidates drawnFrom() {
        List<String> items = candidates.value();
        float[] ranked = scores.floats();
        float[] drawn = logits.floats();
        if (ranked.length != items.size() || drawn.length != items.size()) {
            throw new IllegalArgumentException(
                    items.size() + " candidates have " + ranked.length + " scores and " + drawn.length + " logits");
        }
        List<Decision.Candidate> list = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            list.add(new Decision.Candidate(items.get(i), ranked[i], drawn[i]));
        }
        return Candidates.of(list);
    }

    private String text(String name) {
        TextColumn column = columns.get(name);
        if (column == null) {
            throw new IllegalStateException("column " + name + " was not asked for");
        }
        return column.value();
    }

    private long whole(String name) {
        String text = text(name);
        return text.isEmpty() ? Long.MIN_VALUE : Long.parseLong(text);
    }

    private double number(String name) {
        String text = text(name);
        return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
    }

    /** The shown items of one slate. */
    private final class Slots {
        private final List<SlateRecord.ShownItem> items = new ArrayList<>();
        private final List<Decision.Impression> impressions = new ArrayList<>();
        private final List<List<Outcome>> came = new ArrayList<>();
        private final double[] matrix;
        private final int slots;

        Slots(int slots) {
            if (slots < 1 || slots > MAX_SLOTS) {
                throw new IllegalArgumentException("a slate has 1 to " + MAX_SLOTS + " slots, had " + slots);
            }
            this.slots = slots;
            this.matrix = new double[slots * slots];
        }

        /** Adds the row the cursor is at. */
        void add(int slot, long slateMillis) {
            double marginal = number("p_pos");
            Decision.Impression impression = new Decision.Impression(
                    (int) whole("base_rank"),
                    number("score"),
                    number("ln_p_cond"),
                    number("ln_p_prefix"),
                    (int) whole("sources"),
                    Boolean.parseBoolean(text("pinned")),
                    Boolean.parseBoolean(text("explored")),
                    Double.isNaN(marginal) ? OptionalDouble.empty() : OptionalDouble.of(marginal));
            impressions.add(impression);
            items.add(new SlateRecord.ShownItem(text("item"), impression.conditional()));
            double[] bySlot = propensities.value();
            if (bySlot.length != slots) {
                throw new IllegalArgumentException(
                        "p_pos_by_slot must have " + slots + " numbers, had " + bySlot.length);
            }
            System.arraycopy(bySlot, 0, matrix, slot * slots, slots);
            came.add(outcomes(slateMillis));
        }

        private List<Outcome> outcomes(long slateMillis) {
            List<Outcome> list = new ArrayList<>();
            outcomes.forEach((type, columns) -> {
                long times = Long.parseLong(columns.get(0).value());
                if (times > 0) {
                    double value = Double.parseDouble(columns.get(1).value());
                    long first = Long.parseLong(columns.get(2).value());
                    if (first - slateMillis <= query.window().toMillis()) {
                        list.add(new Outcome(type, times, value, first));
                    }
                }
            });
            return list;
        }
    }
}
