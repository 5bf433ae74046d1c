package io.candor.storage;

import io.candor.event.Action;
import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.Metric;
import io.candor.experiment.Moments;
import io.candor.experiment.MomentsAccumulator;
import io.candor.experiment.PositionCounts;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What was observed of an experiment, computed from all decisions and events: what the kept sums must equal. */
final class NaiveExperiment {
    /** What one unit did. */
    private static final class Unit {
        final Set<String> arms = new TreeSet<>();
        String firstArm = "";
        final Map<Action.Type, Long> counts = new HashMap<>();
        final Map<Action.Type, Double> values = new HashMap<>();
        final Map<Integer, Long> shown = new TreeMap<>();
        final Map<Integer, Long> clicked = new TreeMap<>();
        long first = Long.MAX_VALUE;
        long impressions;
        long signals;
    }

    private final FeedbackFixture database;
    private final AllottedExperiment experiment;
    private final Map<Long, Unit> units = new TreeMap<>();

    NaiveExperiment(FeedbackFixture database, AllottedExperiment experiment) {
        this.database = database;
        this.experiment = experiment;
        readDecisions();
        readEvents();
        readFirstArms();
        units.forEach((hash, unit) -> unit.signals = database.count("feedback WHERE NOT weak AND subject_hash = " + hash
                + " AND occurred_at < at_millis(" + unit.first + ") AND occurred_at >= at_millis(" + unit.first
                + " - 14 * 86400000::bigint)"));
    }

    private void readDecisions() {
        Set<List<Object>> answered = new HashSet<>();
        for (Row row : database.rows("SELECT coalesce(origin_hash, subject_hash), variants->>'" + experiment.id()
                + "', ts, first_position, (SELECT count(*) FROM impression AS i WHERE i.request_id = d.request_id AND i.ts = d.ts),"
                + " request_id FROM decision AS d")) {
            if (!counts(row)) {
                continue;
            }
            Unit unit = see(row);
            if (!answered.add(List.of(row.getUUID(5), row.getInteger(3)))) {
                continue;
            }
            unit.impressions += row.getLong(4);
            for (int i = 0; i < row.getLong(4); i++) {
                unit.shown.merge(row.getInteger(3) + i, 1L, Long::sum);
            }
        }
    }

    private void readEvents() {
        Set<List<Object>> clicked = new HashSet<>();
        for (Row row : database.rows("SELECT coalesce(origin_hash, subject_hash), variants->>'" + experiment.id()
                + "', slate_at, type, amount, extent, flag, note, request_id, position FROM feedback"
                + " WHERE request_id IS NOT NULL")) {
            if (!counts(row)) {
                continue;
            }
            Unit unit = see(row);
            Action.Type type = Action.Type.ofCode(row.getInteger(3));
            UUID request = row.getUUID(8);
            int position = row.getInteger(9);
            if (type != Action.Type.CLICK || clicked.add(List.of(request, position))) {
                Action action = new ActionValues(
                                row.getDouble(4), row.getDouble(5), row.getBoolean(6), row.getString(7))
                        .action(type);
                unit.counts.merge(type, 1L, Long::sum);
                unit.values.merge(type, Metric.value(action), Double::sum);
                if (type == Action.Type.CLICK) {
                    unit.clicked.merge(position, 1L, Long::sum);
                }
            }
        }
    }

    /** Which arm came first is known to who saw the rows come; here only that it is one of those there were. */
    private void readFirstArms() {
        for (Row row : database.rows("SELECT u.subject_hash, u.variant FROM experiment_unit AS u JOIN experiment AS e"
                + " ON e.number = u.experiment WHERE e.id = '" + experiment.id() + "'")) {
            Unit unit = Objects.requireNonNull(units.get(row.getLong(0)), "a unit that nothing is known of");
            unit.firstArm = row.getString(1);
            if (!unit.arms.contains(unit.firstArm)) {
                throw new AssertionError("unit " + row.getLong(0) + " was never in " + unit.firstArm);
            }
        }
    }

    private static boolean counts(Row row) {
        return row.getLong(0) != 0 && row.getString(1) != null;
    }

    private Unit see(Row row) {
        Unit unit = units.computeIfAbsent(row.getLong(0), _ -> new Unit());
        unit.arms.add(row.getString(1));
        unit.first = Math.min(unit.first, SqlTime.millis(row, 2));
        return unit;
    }

    long crossovers() {
        return units.values().stream().filter(unit -> unit.arms.size() > 1).count();
    }

    private List<Unit> of(String arm) {
        return units.values().stream().filter(unit -> unit.firstArm.equals(arm)).toList();
    }

    Map<Integer, Long> unitsByEpoch(String arm) {
        Map<Integer, Long> epochs = new HashMap<>();
        of(arm).forEach(unit -> epochs.merge(experiment.epochAt(unit.first), 1L, Long::sum));
        return epochs;
    }

    Moments moments(String arm, Metric metric) {
        MomentsAccumulator sums = new MomentsAccumulator();
        for (Unit unit : of(arm)) {
            long count = unit.counts.getOrDefault(metric.event(), 0L);
            double value = unit.values.getOrDefault(metric.event(), 0.0);
            sums.add(metric.numerator(count, value), metric.denominator(unit.impressions), (double) unit.signals);
        }
        return sums.moments();
    }

    PositionCounts positions(String arm) {
        Map<Integer, Long> shown = new TreeMap<>();
        Map<Integer, Long> clicked = new TreeMap<>();
        for (Unit unit : of(arm)) {
            unit.shown.forEach((position, n) -> shown.merge(position, n, Long::sum));
            unit.clicked.forEach((position, n) -> clicked.merge(position, n, Long::sum));
        }
        List<Long> impressions = new ArrayList<>();
        List<Long> clicks = new ArrayList<>();
        int last = shown.keySet().stream().mapToInt(position -> position).max().orElse(0);
        for (int position = 1; position <= last; position++) {
            impressions.add(shown.getOrDefault(position, 0L));
            clicks.add(clicked.getOrDefault(position, 0L));
        }
        return new PositionCounts(impressions, clicks);
    }
}
