package io.candor.storage;

import io.candor.event.Action;
import io.candor.experiment.ArmData;
import io.candor.experiment.Metric;
import io.candor.experiment.Moments;
import io.candor.experiment.PositionCounts;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The sums of one arm over all days, and the moments that follow from them. Not thread-safe. */
final class ExperimentSums {
    static final String UNITS = """
            SELECT variant, epoch, sum(units)::bigint, sum(crossed)::bigint, sum(impressions)::float8,
                sum(impressions_squared)::float8, sum(covariate)::float8, sum(covariate_squared)::float8,
                sum(impressions_covariate)::float8
            FROM experiment_day WHERE experiment = $1 GROUP BY variant, epoch
            """;
    static final String EVENTS = """
            SELECT variant, type, sum(events)::float8, sum(events_squared)::float8, sum(events_impressions)::float8,
                sum(events_covariate)::float8, sum(units)::float8, sum(units_covariate)::float8, sum(amount),
                sum(amount_squared), sum(amount_covariate)
            FROM experiment_day_event WHERE experiment = $1 GROUP BY variant, type
            """;
    static final String POSITIONS = """
            SELECT variant, position, sum(impressions)::bigint, sum(clicks)::bigint
            FROM experiment_position WHERE experiment = $1 GROUP BY variant, position
            """;

    /** Sums of one type of event. */
    private record OfType(
            double events,
            double eventsSquared,
            double eventsImpressions,
            double eventsCovariate,
            double units,
            double unitsCovariate,
            double amount,
            double amountSquared,
            double amountCovariate) {
        static final OfType NONE = new OfType(0, 0, 0, 0, 0, 0, 0, 0, 0);

        static OfType read(Row row) {
            return new OfType(
                    row.getDouble(2),
                    row.getDouble(3),
                    row.getDouble(4),
                    row.getDouble(5),
                    row.getDouble(6),
                    row.getDouble(7),
                    row.getDouble(8),
                    row.getDouble(9),
                    row.getDouble(10));
        }
    }

    private final Map<Integer, Long> unitsByEpoch = new HashMap<>();
    private long n;
    private long crossed;
    private double d;
    private double dd;
    private double x;
    private double xx;
    private double dx;
    private final Map<Action.Type, OfType> events = new EnumMap<>(Action.Type.class);
    private final SortedMap<Integer, Long> impressions = new TreeMap<>();
    private final SortedMap<Integer, Long> clicks = new TreeMap<>();

    private ExperimentSums() {}

    /** Returns what the three statements read, by arm. */
    static SortedMap<String, ExperimentSums> byArm(RowSet<Row> units, RowSet<Row> events, RowSet<Row> positions) {
        SortedMap<String, ExperimentSums> arms = new TreeMap<>();
        for (Row row : units) {
            of(row, arms).addUnits(row);
        }
        for (Row row : events) {
            of(row, arms).events.put(Action.Type.ofCode(row.getInteger(1)), OfType.read(row));
        }
        for (Row row : positions) {
            ExperimentSums sums = of(row, arms);
            sums.impressions.put(row.getInteger(1), row.getLong(2));
            sums.clicks.put(row.getInteger(1), row.getLong(3));
        }
        return arms;
    }

    private static ExperimentSums of(Row row, Map<String, ExperimentSums> arms) {
        return arms.computeIfAbsent(row.getString(0), _ -> new ExperimentSums());
    }

    private void addUnits(Row row) {
        long units = row.getLong(2);
        if (units > 0) {
            unitsByEpoch.put(row.getInteger(1), units);
        }
        n += units;
        crossed += row.getLong(3);
        d += row.getDouble(4);
        dd += row.getDouble(5);
        x += row.getDouble(6);
        xx += row.getDouble(7);
        dx += row.getDouble(8);
    }

    /** Returns the units that left the arm. */
    long crossed() {
        return crossed;
    }

    ArmData data(String variant) {
        Map<Metric, Moments> moments = new HashMap<>();
        for (String name : Metric.names()) {
            Metric metric = Metric.named(name).orElseThrow();
            moments.put(metric, moments(metric));
        }
        return new ArmData(variant, unitsByEpoch, moments, positions());
    }

    /** With a denominator of 1 per unit, sums of products with it are sums of the other factor. */
    private Moments moments(Metric metric) {
        OfType of = events.getOrDefault(metric.event(), OfType.NONE);
        return switch (metric.kind()) {
            case PER_IMPRESSION ->
                new Moments(n, of.events, d, x, of.eventsSquared, dd, xx, of.eventsImpressions, of.eventsCovariate, dx);
            case PER_UNIT -> perUnit(of.events, of.eventsSquared, of.eventsCovariate);
            case SHARE -> perUnit(of.units, of.units, of.unitsCovariate);
            case VALUE -> perUnit(of.amount, of.amountSquared, of.amountCovariate);
        };
    }

    private Moments perUnit(double y, double yy, double yx) {
        return new Moments(n, y, n, x, yy, n, xx, y, yx, x);
    }

    /** Clicks on slates whose decision was lost are left out. */
    private PositionCounts positions() {
        List<Long> shown = new ArrayList<>();
        List<Long> clicked = new ArrayList<>();
        int last = impressions.isEmpty() ? 0 : impressions.lastKey();
        for (int position = 1; position <= last; position++) {
            shown.add(impressions.getOrDefault(position, 0L));
            clicked.add(Math.min(clicks.getOrDefault(position, 0L), shown.getLast()));
        }
        return new PositionCounts(shown, clicked);
    }
}
