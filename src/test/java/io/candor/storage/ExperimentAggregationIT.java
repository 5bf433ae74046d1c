package io.candor.storage;

import static io.candor.storage.ExperimentDocuments.heavier;
import static io.candor.storage.ExperimentDocuments.twoArms;
import static io.candor.storage.ExperimentEntries.act;
import static io.candor.storage.ExperimentEntries.slate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.event.Action;
import io.candor.event.Decision;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.candor.experiment.ArmData;
import io.candor.experiment.Metric;
import io.candor.experiment.Moments;
import io.candor.experiment.ResultsInput;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ExperimentAggregationIT {
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final long T = Entries.START;
    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final Subject ANN = Subject.user("ann-who-goes");
    private static final Subject PHONE = Subject.session("phone-of-ann");
    private static final Map<String, String> A = Map.of("floor", "a");
    private static final Map<String, String> B = Map.of("floor", "b");
    private static final Action CLICK = new Action.Click();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong(T);
    private FeedbackFixture one;
    private FeedbackFixture two;
    private PgExperimentStore experiments;

    @BeforeEach
    void open(DatabaseAddress address) {
        one = new FeedbackFixture(vertx, address, 1);
        two = new FeedbackFixture(vertx, address, 2);
        experiments = new PgExperimentStore(one.database, () -> Instant.ofEpochMilli(clock.get()));
        experiments.put(twoArms("floor", "ranking", 1), ANY, "ann").await();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        vertx.close().await();
    }

    private ResultsInput observed(String id) {
        return experiments.resultsInput(id, _ -> List.of()).await();
    }

    private Map<String, ArmData> arms(String id) {
        Map<String, ArmData> arms = new TreeMap<>();
        observed(id).arms().forEach(arm -> arms.put(arm.variant(), arm));
        return arms;
    }

    private ArmData arm(String id, String arm) {
        return Objects.requireNonNull(arms(id).get(arm), arm);
    }

    private static Moments moments(ArmData arm, Metric metric) {
        return Objects.requireNonNull(arm.moments().get(metric), metric::name);
    }

    private Moments ctr(String arm) {
        return moments(arm("floor", arm), Metric.ctr());
    }

    /** Compares with what all rows say. */
    private void assertEqualsNaive(String id) {
        ResultsInput observed = observed(id);
        NaiveExperiment naive = new NaiveExperiment(one, observed.experiment());
        assertEquals(naive.crossovers(), observed.crossovers());
        Map<String, ArmData> arms = arms(id);
        for (String arm : List.of("a", "b")) {
            ArmData data = Objects.requireNonNull(arms.get(arm), arm);
            assertEquals(naive.unitsByEpoch(arm), data.unitsByEpoch(), arm);
            assertEquals(naive.positions(arm), data.positions(), arm);
            assertEquals(Metric.names().size(), data.moments().size());
            data.moments().forEach((metric, moments) -> {
                Moments expected = naive.moments(arm, metric);
                if (metric.kind() == Metric.Kind.VALUE) {
                    assertClose(expected, moments, metric.name());
                } else {
                    assertEquals(expected, moments, arm + " " + metric.name());
                }
            });
        }
    }

    /** Seconds and money are no whole numbers; those of the tests are below 10⁴ per unit. */
    private static void assertClose(Moments expected, Moments moments, String metric) {
        assertEquals(expected.n(), moments.n(), metric);
        assertEquals(expected.y(), moments.y(), 1e-6, metric);
        assertEquals(expected.yy(), moments.yy(), 1e-3, metric);
        assertEquals(expected.yd(), moments.yd(), 1e-6, metric);
        assertEquals(expected.yx(), moments.yx(), 1e-5, metric);
        assertEquals(expected.x(), moments.x(), metric);
        assertEquals(expected.xx(), moments.xx(), metric);
    }

    @Test
    void project_randomLogsAtOnceWithRepetitions_keepsWhatARecountFinds() {
        experiments.put(twoArms("layout", "page", 1), ANY, "ann").await();
        clock.set(T + 2 * DAY);
        experiments.put(heavier("floor", "ranking", 3), ANY, "ann").await();
        Random random = new Random(11);
        one.project(signalsBefore(random));

        List<LogEntry> first = new ArrayList<>();
        List<LogEntry> second = new ArrayList<>();
        entries(random, first, second);
        Collections.shuffle(first, random);
        Collections.shuffle(second, random);
        Future<?> both = Future.all(projectAll(one, 1000, first, random), projectAll(two, 0, second, random));
        both.await();

        assertTrue(observed("floor").crossovers() > 3);
        assertEqualsNaive("floor");
        assertEqualsNaive("layout");
        assertEquals(0, one.count("experiment_unit WHERE subject_hash = 0"));
        assertTrue(one.count("(SELECT DISTINCT day FROM experiment_day) AS days") >= 4);
    }

    private static List<Event> signalsBefore(Random random) {
        List<Event> signals = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Subject subject = Subject.user("u" + random.nextInt(60));
            Action action = random.nextBoolean() ? CLICK : new Action.Impression();
            signals.add(Entries.event(1_000_000 + i, subject, action, T - DAY - random.nextLong(8 * DAY)));
        }
        return signals;
    }

    /**
     * What some units, a few of whom change arms, were shown and did; some of it comes by both logs. Every signal says that its
     * unit was exposed, so that the covariate depends on no order.
     */
    private static void entries(Random random, List<LogEntry> first, List<LogEntry> second) {
        long id = 0;
        for (int i = 0; i < 500; i++) {
            int number = random.nextInt(60);
            Subject subject = number == 0 ? Subject.NOBODY : Subject.user("u" + number);
            String arm = (number + (random.nextInt(40) == 0 ? 1 : 0)) % 2 == 0 ? "a" : "b";
            Map<String, String> variants = new TreeMap<>(Map.of("gone", "x"));
            boolean counts = random.nextInt(10) > 0;
            if (counts) {
                variants.put("floor", arm);
                variants.put("layout", number % 3 == 0 ? "a" : "b");
            }
            int firstPosition = random.nextInt(4) == 0 ? 11 : 1;
            int items = 1 + random.nextInt(10);
            long time = T + random.nextLong(4 * DAY);
            Decision decision = slate(++id, subject, time, variants, firstPosition, items);
            (random.nextBoolean() ? first : second).add(decision);
            if (random.nextInt(10) == 0) {
                (random.nextBoolean() ? first : second)
                        .add(slate(id, subject, time + 30, variants, firstPosition, items));
            }
            for (int j = counts ? random.nextInt(6) : 0; j > 0; j--) {
                int position = firstPosition + random.nextInt(items);
                Action action = random.nextBoolean() ? CLICK : action(random);
                Event event = act(++id, decision, position, action, time + random.nextInt(600_000));
                (random.nextBoolean() ? first : second).add(event);
                if (random.nextInt(5) == 0) {
                    first.add(event);
                    second.add(event);
                }
            }
        }
    }

    private static Action action(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> new Action.Dwell(random.nextDouble() * 100);
            case 1 -> new Action.Watch(random.nextDouble() * 100, 100, false);
            case 2 -> new Action.Purchase(1 + random.nextInt(3), random.nextDouble() * 20);
            case 3 -> new Action.Impression();
            default -> new Action.Save();
        };
    }

    /** Projects in stretches, some of them twice, some reaching back into what is stored. */
    private static Future<?> projectAll(FeedbackFixture log, int from, List<LogEntry> entries, Random random) {
        List<SequencedEntry> all = Entries.sequenced(from + 1, entries);
        Future<?> done = Future.succeededFuture();
        for (int begin = 0; begin < all.size(); ) {
            int end = Math.min(all.size(), begin + 1 + random.nextInt(150));
            List<SequencedEntry> stretch = all.subList(Math.max(0, begin - random.nextInt(20)), end);
            for (int times = 1 + random.nextInt(2); times > 0; times--) {
                done = done.compose(
                        _ -> log.store.project(log.log, stretch.getLast().sequence(), stretch));
            }
            begin = end;
        }
        return done;
    }

    @Test
    void project_batchThatFails_countsNothingTwice() {
        Decision decision = slate(1, ANN, T, A, 1, 5);
        List<SequencedEntry> batch = Entries.sequenced(1, List.of(decision, act(2, decision, 3, CLICK, T + 1)));
        one.rows("ALTER TABLE experiment_position RENAME TO away");
        assertThrows(
                CandorException.class,
                () -> one.store.project(one.log, 2, batch).await());
        assertEquals(0, one.count("feedback") + one.count("experiment_unit") + one.count("experiment_claim"));
        one.rows("ALTER TABLE away RENAME TO experiment_position");
        one.store.project(one.log, 2, batch).await();
        one.store.project(one.log, 2, batch).await();
        assertEquals(Moments.of(1, 5, 0), ctr("a"));
        assertEqualsOnly("a");
    }

    private void assertEqualsOnly(String arm) {
        assertEquals(List.of(arm), List.copyOf(arms("floor").keySet()));
    }

    @Test
    void project_logRestoredFromACopy_countsKnownRowsNoMore() {
        Decision known = slate(1, ANN, T, A, 1, 5);
        Decision other = slate(2, ANN, T + 1, A, 1, 3);
        Event click = act(3, known, 2, CLICK, T + 2);
        one.project(known, click);
        two.project(other, click, known, act(4, known, 2, CLICK, T + 3));
        assertEquals(Moments.of(1, 8, 0), ctr("a"));
        two.project(known, known);
        assertEquals(Moments.of(1, 8, 0), ctr("a"));
    }

    @Test
    void project_requestAnsweredTwice_countsTheImpressionsOnce() {
        Decision answer = slate(1, ANN, T, A, 1, 5);
        Decision again = slate(1, ANN, T + 40, A, 1, 5);
        one.project(answer, act(3, answer, 2, CLICK, T + 50));
        two.project(again, act(4, again, 2, CLICK, T + 60));
        one.project(slate(2, ANN, T + 100, A, 1, 3), slate(2, ANN, T + 90, A, 1, 3), slate(5, ANN, T + 95, A, 6, 2));
        assertEquals(5, one.count("decision"));
        assertEquals(Moments.of(1, 10, 0), ctr("a"));
        assertEquals(
                List.of(2L, 2L, 2L, 1L, 1L, 1L, 1L),
                arm("floor", "a").positions().impressions());
        assertEqualsNaiveOf("a");
    }

    @Test
    void project_moreSlatesThanOneStatementTakes_countsThoseThatAreNew() {
        List<LogEntry> early = new ArrayList<>();
        List<LogEntry> all = new ArrayList<>();
        for (int i = 0; i < 350; i++) {
            Decision decision = slate(i, ANN, T + i, A, 1, 1 + i % 3);
            all.add(decision);
            if (i % 7 == 0) {
                early.add(decision);
            }
        }
        one.project(early);
        FeedbackStore.Projection late = two.project(all);
        assertEquals(300, late.decisions());
        assertEquals(350, one.count("decision"));
        assertEqualsNaiveOf("a");
    }

    private void assertEqualsNaiveOf(String arm) {
        NaiveExperiment naive = new NaiveExperiment(one, observed("floor").experiment());
        assertEquals(naive.moments(arm, Metric.ctr()), ctr(arm));
        assertEquals(naive.positions(arm), arm("floor", arm).positions());
    }

    @Test
    void project_mergeAndARepetitionInOneTransaction_countOnce() {
        Decision decision = slate(1, PHONE, T, A, 1, 5);
        Event save = act(2, decision, 1, new Action.Save(), T + 1);
        one.project(decision, save);
        two.project(new Merge(PHONE, ANN, T + 10), save, decision, slate(3, PHONE, T + 2, A, 1, 1));
        assertEquals(Moments.of(0, 6, 0), ctr("a"));
        assertEquals(
                1,
                moments(arm("floor", "a"), Metric.named("save_per_unit").orElseThrow())
                        .y());
    }

    @Test
    void project_afterAMerge_countsForWhoWasExposed() {
        Decision decision = slate(1, PHONE, T, A, 1, 5);
        Decision own = slate(2, ANN, T, B, 1, 4);
        one.project(decision, own, new Merge(PHONE, ANN, T + 10));
        two.project(act(3, decision, 2, CLICK, T + 5), slate(4, ANN, T + 20, B, 1, 4));
        assertEquals(2, one.count("experiment_unit"));
        assertEquals(0, observed("floor").crossovers());
        assertEquals(Moments.of(1, 5, 0), ctr("a"));
        assertEquals(Moments.of(0, 8, 0), ctr("b"));
        assertEquals(1, one.count("feedback WHERE subject_hash = " + ANN.hash()));
    }

    @Test
    void project_erasure_deletesTheUnitsAndKeepsTheSums() {
        Decision phone = slate(1, PHONE, T, A, 1, 3);
        one.project(phone, slate(2, ANN, T, A, 1, 5), new Merge(PHONE, ANN, T + 10), Erasure.of(ANN, T + 20));
        assertEquals(0, one.count("experiment_unit"));
        assertEquals(Moments.of(0, 3, 0).plus(Moments.of(0, 5, 0)), ctr("a"));
        two.project(slate(3, ANN, T + 15, A, 1, 7));
        assertEquals(0, one.count("experiment_unit"));
        two.project(slate(4, ANN, T + 30, B, 1, 2));
        assertEquals(Moments.of(0, 2, 0), ctr("b"));
    }

    @Test
    void project_eventWithoutItsDecision_exposesItsUnit() {
        Decision lost = slate(1, ANN, T, A, 1, 3);
        one.project(act(2, lost, 2, CLICK, T + 1));
        assertEquals(Moments.of(1, 0, 0), ctr("a"));
        assertEquals(List.of(0L, 0L), arm("floor", "a").positions().clicks());
        two.project(lost);
        assertEquals(Moments.of(1, 3, 0), ctr("a"));
        assertEquals(List.of(0L, 1L, 0L), arm("floor", "a").positions().clicks());
    }

    @Test
    void project_earlierExposureArrivesLate_movesTheUnitToItsEpoch() {
        clock.set(T + 100);
        experiments.put(heavier("floor", "ranking", 3), ANY, "ann").await();
        one.project(slate(1, ANN, T + 200, A, 1, 1));
        assertEquals(Map.of(1, 1L), arm("floor", "a").unitsByEpoch());
        two.project(slate(2, ANN, T + 50, A, 1, 1));
        assertEquals(Map.of(0, 1L), arm("floor", "a").unitsByEpoch());
        assertEquals(Moments.of(0, 2, 0), ctr("a"));
    }

    @Test
    void delete_experiment_takesWhatWasObservedAlong() {
        Decision decision = slate(1, ANN, T, A, 1, 3);
        one.project(decision, act(2, decision, 1, CLICK, T + 1));
        experiments.delete("floor", ANY, "ann").await();
        assertEquals(0, one.count("experiment_day"));
        assertEquals(0, one.count("experiment_day_event"));
        assertEquals(0, one.count("experiment_position"));
        one.store.maintain(LocalDate.of(2026, 3, 2)).await();
        assertEquals(0, one.count("experiment_unit"));

        clock.set(T + 10);
        experiments.put(twoArms("floor", "ranking", 1), ANY, "ann").await();
        two.project(act(3, decision, 2, CLICK, T + 20), slate(4, ANN, T + 5, B, 1, 3));
        assertEquals(List.of(), observed("floor").arms());
    }

    /** Two logs that bring the same slates in different orders must not wait for each other in a circle. */
    @Test
    void project_slatesInAnyOrder_areInsertedInOne() {
        one.project(slate(3, ANN, T, A, 1, 1), slate(1, ANN, T, B, 1, 2), slate(2, ANN, T, Map.of(), 1, 1));
        assertEquals(List.of(Entries.id(1), Entries.id(2), Entries.id(3)), requests("decision"));
        assertEquals(List.of(Entries.id(1), Entries.id(1), Entries.id(2), Entries.id(3)), requests("impression"));
        assertEquals(
                3,
                arm("floor", "a").positions().impressions().stream()
                        .mapToLong(n -> n)
                        .sum(),
                "first in the log");
    }

    private List<UUID> requests(String table) {
        return one.rows("SELECT request_id FROM " + table + " ORDER BY tableoid, ctid").stream()
                .map(row -> row.getUUID(0))
                .toList();
    }

    @Test
    void project_noArms_touchesNothingOfExperiments() {
        Decision plain = slate(1, ANN, T, Map.of(), 1, 3);
        Decision nobody = slate(2, Subject.NOBODY, T, A, 1, 3);
        one.rows("ALTER TABLE experiment RENAME TO away");
        one.project(
                plain,
                nobody,
                act(3, plain, 1, CLICK, T + 1),
                act(4, nobody, 1, CLICK, T + 1),
                Entries.click(5, ANN, T + 1));
        assertEquals(3, one.count("feedback"));
        assertEquals(2, one.count("decision"));
    }
}
