package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;

/**
 * What is to be added to the sums of arms. A unit whose totals change is taken out as it was and put in as it is; whole numbers
 * cancel exactly. Not thread-safe.
 */
final class ArmSums {
    private final DailySums units = new DailySums(
            "experiment_day",
            "epoch",
            List.of(
                    "units",
                    "crossed",
                    "impressions",
                    "impressions_squared",
                    "covariate",
                    "covariate_squared",
                    "impressions_covariate"),
            List.of());
    private final DailySums events = new DailySums(
            "experiment_day_event",
            "type",
            List.of("events", "events_squared", "events_impressions", "events_covariate", "units", "units_covariate"),
            List.of("amount", "amount_squared", "amount_covariate"));
    private final DailySums positions =
            new DailySums("experiment_position", "position", List.of("impressions", "clicks"), List.of());

    /** Puts a unit in, as of a day. */
    void plus(ExperimentUnit unit, int day) {
        put(1, unit, day);
    }

    /** Takes a unit out that was put in with these totals. */
    void minus(ExperimentUnit unit, int day) {
        put(-1, unit, day);
    }

    private void put(int sign, ExperimentUnit unit, int day) {
        long d = unit.totals.impressions;
        long x = unit.covariate;
        units.add(
                key(unit, day, unit.epoch),
                sign,
                unit.crossed ? sign : 0,
                sign * d,
                sign * d * d,
                sign * x,
                sign * x * x,
                sign * d * x);
        for (int type = 0; type < unit.totals.counts.length; type++) {
            if (unit.totals.counts[type] > 0) {
                putEvents(sign, unit, day, type);
            }
        }
        int[] shown = unit.totals.shown;
        int[] clicked = unit.totals.clicked;
        for (int i = 0; i < Math.max(shown.length, clicked.length); i++) {
            long impressions = i < shown.length ? shown[i] : 0;
            long clicks = i < clicked.length ? clicked[i] : 0;
            positions.add(key(unit, day, i + 1), sign * impressions, sign * clicks);
        }
    }

    private void putEvents(int sign, ExperimentUnit unit, int day, int type) {
        long d = unit.totals.impressions;
        long x = unit.covariate;
        long c = unit.totals.counts[type];
        double v = unit.totals.amounts[type];
        long[] whole = {sign * c, sign * c * c, sign * c * d, sign * c * x, sign, sign * x};
        double[] real = {sign * v, sign * v * v, sign * v * x};
        events.add(key(unit, day, type), whole, real);
    }

    private static DailySums.Key key(ExperimentUnit unit, int day, int part) {
        return new DailySums.Key(unit.key.experiment(), unit.variant, day, part);
    }

    Future<Void> write(SqlClient connection) {
        return units.write(connection).compose(_ -> events.write(connection)).compose(_ -> positions.write(connection));
    }
}
