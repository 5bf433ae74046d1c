package io.candor.storage;

import io.candor.event.Decision;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.experiment.Metric;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Brings new rows of a projection into what is known of experiments, in the same transaction: once each, as the rows. Costs
 * nothing when none of them was made under an arm.
 *
 * <p>Several processes do so at the same time. All lock in the same order: experiments (against their deletion), claims of
 * slates and clicks, units, sums; each in the order of their keys, and once in a transaction, or else alone ({@link
 * ProjectionLock#exclusive}). Used by one transaction; not thread-safe.
 */
final class ExperimentAggregation {
    private static final String RUNNING = """
            SELECT id, number, created_at, epochs FROM experiment WHERE id = ANY($1::text[]) ORDER BY id FOR KEY SHARE
            """;

    /** An experiment that is still there. */
    private record Running(long number, long createdMillis, List<Long> epochs) {
        int epochAt(long millis) {
            int epoch = 0;
            while (epoch + 1 < epochs.size() && epochs.get(epoch + 1) <= millis) {
                epoch++;
            }
            return epoch;
        }
    }

    private final SqlClient connection;
    private List<Decision> decisions = new ArrayList<>();
    private List<Event> events = new ArrayList<>();

    ExperimentAggregation(SqlClient connection) {
        this.connection = connection;
    }

    /** Returns whether a slate counts for any experiment. */
    static boolean counts(SlateRecord slate) {
        return counts(slate.subject(), slate.variants());
    }

    private static boolean counts(Subject subject, Map<String, String> variants) {
        return !variants.isEmpty() && !subject.isNobody();
    }

    /** Takes a slate that is stored for the first time. */
    void add(Decision decision) {
        if (counts(decision.slate())) {
            decisions.add(decision);
        }
    }

    /** Takes an event that is stored for the first time. */
    void add(Event event) {
        if (event.shown().isPresent()
                && counts(event.subject(), event.shown().get().variants())) {
            events.add(event);
        }
    }

    /** Counts what was taken since the last time. */
    Future<Void> flush() {
        if (decisions.isEmpty() && events.isEmpty()) {
            return Future.succeededFuture();
        }
        List<Decision> slates = decisions;
        List<Event> acts = events;
        decisions = new ArrayList<>();
        events = new ArrayList<>();
        return running(slates, acts).compose(running -> {
            if (running.isEmpty()) {
                return Future.succeededFuture();
            }
            return FirstCounts.among(slates, acts, connection).compose(first -> {
                SortedMap<UnitKey, UnitActivity> activities = new TreeMap<>();
                slates.forEach(decision -> collect(decision.slate(), running, first, activities));
                acts.forEach(event -> collect(event, running, first, activities));
                return activities.isEmpty() ? Future.succeededFuture() : count(activities, running);
            });
        });
    }

    private Future<Map<String, Running>> running(List<Decision> slates, List<Event> acts) {
        TreeSet<String> ids = new TreeSet<>();
        slates.forEach(decision -> ids.addAll(decision.slate().variants().keySet()));
        acts.forEach(event ->
                event.shown().ifPresent(shown -> ids.addAll(shown.variants().keySet())));
        return connection
                .preparedQuery(RUNNING)
                .execute(Tuple.of(ids.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Running> running = new HashMap<>();
                    for (Row row : rows) {
                        running.put(
                                row.getString(0),
                                new Running(row.getLong(1), SqlTime.millis(row, 2), List.of(row.getArrayOfLongs(3))));
                    }
                    return running;
                });
    }

    /** Another answer to the same request still says that its unit was exposed. */
    private static void collect(
            SlateRecord slate,
            Map<String, Running> running,
            FirstCounts first,
            SortedMap<UnitKey, UnitActivity> activities) {
        List<UnitActivity> concerned = activitiesOf(
                slate.subject(), slate.variants(), slate.timeMillis(), slate.timeMillis(), running, activities);
        if (first.take(slate)) {
            concerned.forEach(activity -> activity.totals.addSlate(
                    slate.firstPosition(), slate.items().size()));
        }
    }

    /** A click that does not count still says that its unit was exposed. */
    private static void collect(
            Event event, Map<String, Running> running, FirstCounts first, SortedMap<UnitKey, UnitActivity> activities) {
        Shown shown = event.shown().orElseThrow();
        List<UnitActivity> concerned = activitiesOf(
                event.subject(), shown.variants(), shown.slateMillis(), event.timeMillis(), running, activities);
        if (first.take(event, shown)) {
            double amount = Metric.value(event.action());
            concerned.forEach(activity -> activity.totals.addEvent(event.type(), amount, shown.position()));
        }
    }

    /** Notes that a subject was exposed, and returns its activity in each experiment that counts it. */
    private static List<UnitActivity> activitiesOf(
            Subject subject,
            Map<String, String> variants,
            long slateMillis,
            long millis,
            Map<String, Running> running,
            SortedMap<UnitKey, UnitActivity> activities) {
        List<UnitActivity> concerned = new ArrayList<>();
        variants.forEach((id, variant) -> {
            Running experiment = running.get(id);
            if (experiment != null && slateMillis >= experiment.createdMillis) {
                UnitActivity activity = activities.computeIfAbsent(
                        new UnitKey(subject.hash(), experiment.number), _ -> new UnitActivity());
                activity.see(variant, slateMillis, millis);
                concerned.add(activity);
            }
        });
        return concerned;
    }

    private Future<Void> count(SortedMap<UnitKey, UnitActivity> activities, Map<String, Running> running) {
        Map<Long, Running> byNumber = new HashMap<>();
        running.values().forEach(experiment -> byNumber.put(experiment.number, experiment));
        ExperimentUnits units = new ExperimentUnits(connection);
        return units.lock(activities).compose(locked -> {
            ArmSums sums = new ArmSums();
            List<ExperimentUnit> changed = new ArrayList<>(locked.known());
            changed.forEach(unit -> {
                UnitActivity activity = Objects.requireNonNull(activities.get(unit.key));
                sums.minus(unit, dayOf(activity));
            });
            changed.addAll(locked.created());
            changed.forEach(unit -> {
                UnitActivity activity = Objects.requireNonNull(activities.get(unit.key));
                apply(activity, unit, Objects.requireNonNull(byNumber.get(unit.key.experiment())));
                sums.plus(unit, dayOf(activity));
            });
            return units.write(changed).compose(_ -> sums.write(connection));
        });
    }

    /** Changes a unit that is in no sum at the moment. */
    private static void apply(UnitActivity activity, ExperimentUnit unit, Running experiment) {
        unit.firstMillis = Math.min(unit.firstMillis, activity.firstMillis());
        unit.epoch = experiment.epochAt(unit.firstMillis);
        unit.crossed |= activity.crossed() || !activity.variant().equals(unit.variant);
        unit.totals.add(activity.totals);
    }

    private static int dayOf(UnitActivity activity) {
        return (int) TimeUnit.MILLISECONDS.toDays(SqlTime.bound(activity.lastMillis()));
    }
}
