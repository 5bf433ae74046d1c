package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.event.Decision;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Subject;
import io.candor.storage.FeedbackStore.Projection;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PgFeedbackStoreIT {
    private static final Subject ANN = Subject.user("ann");
    private static final Subject BOB = Subject.session("bob");

    private final Vertx vertx = Vertx.vertx();
    private FeedbackFixture one;

    @BeforeEach
    void open(DatabaseAddress address) {
        one = new FeedbackFixture(vertx, address, 1);
    }

    @AfterEach
    void close() {
        one.close();
        vertx.close().await();
    }

    private static List<Event> clicks(int from, int to, Subject subject) {
        List<Event> events = new ArrayList<>();
        for (int i = from; i < to; i++) {
            events.add(Entries.click(i, subject, Entries.START + i));
        }
        return events;
    }

    @Test
    void eventsOf_everyAction_comesBackAsItWasProjected() {
        Random random = new Random(3);
        List<Event> events = new ArrayList<>();
        for (Action action : Entries.ACTIONS) {
            Event plain = Entries.event(events.size(), ANN, action, Entries.START + 10_000L * events.size());
            events.add(plain);
            Event shown = Entries.event(1000 + events.size(), ANN, action, Entries.START + 10_000L * events.size());
            events.add(Entries.shown(shown, Entries.shown(random)));
        }
        EnumSet<Action.Type> types = EnumSet.noneOf(Action.Type.class);
        events.forEach(event -> types.add(event.type()));
        assertEquals(EnumSet.allOf(Action.Type.class), types);

        Projection projection = one.project(events);
        assertEquals(new Projection(Set.of(), Set.of(), events.size(), 0, 0, 0), projection);
        List<Event> read = one.store.eventsOf(ANN).await();
        events.sort(Comparator.comparingLong(Event::timeMillis));
        assertEquals(events, read);
        assertEquals(List.of(), one.store.eventsOf(BOB).await());
    }

    @Test
    void eventsOf_times_areExactToTheMillisecond() {
        List<Event> events = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            long millis = random.nextLong(SqlTime.END);
            events.add(new Event(
                    Entries.id(i),
                    ANN,
                    "i",
                    new Action.Like(),
                    millis,
                    random.nextLong(SqlTime.END),
                    OptionalLong.of(-random.nextLong(1L << 40)),
                    Optional.empty()));
        }
        one.project(events);
        events.sort(Comparator.comparingLong(Event::timeMillis));
        assertEquals(events, one.store.eventsOf(ANN).await());
    }

    @Test
    void eventsOf_moreThanTheBounds_areTheNewestOfEachKind(DatabaseAddress address) {
        FeedbackConfig narrow = new FeedbackConfig(3, 2, RetentionConfig.defaults());
        try (FeedbackFixture bounded = new FeedbackFixture(vertx, address, 9, narrow)) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                Action action = i % 2 == 0 ? new Action.Impression() : new Action.Click();
                events.add(Entries.event(i, ANN, action, Entries.START + i));
            }
            bounded.project(events);
            List<Event> expected = List.of(events.get(5), events.get(6), events.get(7), events.get(8), events.get(9));
            assertEquals(expected, bounded.store.eventsOf(ANN).await());
        }
    }

    @Test
    void eventsOf_nobody_areStoredButNotRead() {
        Projection projection = one.project(Entries.click(1, Subject.NOBODY, Entries.START));
        assertEquals(1, projection.events());
        assertEquals(1, one.count("feedback WHERE subject = '' AND subject_hash = 0"));
        assertEquals(List.of(), one.store.eventsOf(Subject.NOBODY).await());
    }

    @Test
    void project_sameIdAgain_keepsTheFirstAndNamesTheSubject(DatabaseAddress address) {
        one.project(clicks(0, 10, ANN));
        try (FeedbackFixture two = new FeedbackFixture(vertx, address, 2)) {
            List<Event> again = new ArrayList<>(clicks(5, 15, BOB));
            again.add(again.getLast());
            Projection projection = two.project(again);
            assertEquals(new Projection(Set.of(BOB), Set.of(), 5, 6, 0, 0), projection);
        }
        assertEquals(clicks(0, 10, ANN), one.store.eventsOf(ANN).await());
        assertEquals(clicks(10, 15, BOB), one.store.eventsOf(BOB).await());
    }

    @Test
    void project_overlappingBatches_storeEachEntryOnce() {
        List<SequencedEntry> all = Entries.sequenced(1, clicks(0, 100, ANN));
        assertEquals(0, one.store.position(one.log).await());
        one.store.project(one.log, 40, all.subList(0, 40)).await();
        assertEquals(40, one.store.position(one.log).await());

        Projection replayed =
                one.store.project(one.log, 40, all.subList(10, 40)).await();
        assertEquals(new Projection(Set.of(ANN), Set.of(), 0, 30, 0, 0), replayed);
        Projection overlapping =
                one.store.project(one.log, 100, all.subList(20, 100)).await();
        assertEquals(new Projection(Set.of(ANN), Set.of(), 60, 20, 0, 0), overlapping);
        assertEquals(100, one.store.position(one.log).await());
        one.store.project(one.log, 7, all.subList(0, 7)).await();
        assertEquals(100, one.store.position(one.log).await());
        assertEquals(100, one.count("feedback"));
    }

    @Test
    void project_nothing_movesThePosition() {
        one.store.project(one.log, 12, List.of()).await();
        assertEquals(12, one.store.position(one.log).await());
        List<SequencedEntry> unordered = List.of(
                new SequencedEntry(14, Entries.click(1, ANN, 0)), new SequencedEntry(14, Entries.click(2, ANN, 0)));
        assertThrows(IllegalArgumentException.class, () -> one.store.project(one.log, 20, unordered));
        assertThrows(IllegalArgumentException.class, () -> one.store.project(one.log, 13, unordered.subList(0, 1)));
    }

    @Test
    void project_decision_hasEveryValueOfItsRecord() {
        Decision decision = Entries.decision(1, ANN, Entries.START, 20);
        assertEquals(new Projection(Set.of(), Set.of(), 0, 0, 1, 0), one.project(decision, decision));
        Row row = one.rows(
                        "SELECT *, variants::text AS v, parameters::text AS p, context::text AS c, buckets::text AS b,"
                                + " forced::text AS f FROM decision")
                .getFirst();
        assertEquals(decision.slate().requestId(), row.getUUID("request_id"));
        assertEquals(Entries.START, row.getOffsetDateTime("ts").toInstant().toEpochMilli());
        assertEquals(ANN.hash(), row.getLong("subject_hash"));
        assertEquals("u:ann", row.getString("subject"));
        assertEquals("home", row.getString("placement"));
        assertEquals("ials-2026", row.getString("model"));
        assertEquals("softmax", row.getString("policy"));
        assertEquals(new JsonObject().put("ranker", "b"), new JsonObject(row.getString("v")));
        assertEquals(11, row.getInteger("first_position"));
        assertEquals(20, row.getInteger("requested"));
        assertEquals("deadline", row.getString("degraded"));
        assertEquals(-7, row.getLong("seed"));
        assertEquals(2, row.getInteger("component"));
        assertEquals(Double.NEGATIVE_INFINITY, row.getDouble("floor_log_odds"));
        assertEquals("ab", row.getString("teams"));
        assertEquals(new JsonObject().put("ranker", 17), new JsonObject(row.getString("b")));
        assertEquals(new JsonObject().put("layout", "wide"), new JsonObject(row.getString("f")));
        assertEquals("quadrature", row.getString("propensity_kind"));
        assertEquals(-41.5, row.getDouble("ln_joint"));
        assertEquals(new JsonObject().put("temperature", 0.3).put("floor", 0.01), new JsonObject(row.getString("p")));
        assertEquals(200, row.getInteger("candidate_count"));
        assertArrayEquals(new String[] {"a \"quoted\", \\ {id}", "NULL"}, row.getArrayOfStrings("candidate_items"));
        assertArrayEquals(new Float[] {0.1f, -1e-9f}, row.getArrayOfFloats("candidate_scores"));
        assertArrayEquals(new Float[] {Float.NEGATIVE_INFINITY, Float.NaN}, row.getArrayOfFloats("candidate_logits"));
        assertEquals(new JsonObject().put("device", "phone"), new JsonObject(row.getString("c")));
        assertImpressions(decision);
    }

    private void assertImpressions(Decision decision) {
        List<Row> rows = one.rows("SELECT * FROM impression ORDER BY position");
        assertEquals(20, rows.size());
        for (int i = 0; i < 20; i++) {
            Row row = rows.get(i);
            Decision.Impression impression = decision.impressions().get(i);
            assertEquals(decision.slate().requestId(), row.getUUID("request_id"));
            assertEquals(Entries.START, row.getOffsetDateTime("ts").toInstant().toEpochMilli());
            assertEquals(11 + i, row.getInteger("position"));
            assertEquals(decision.slate().items().get(i).id(), row.getString("item"));
            Decision.Impression read = new Decision.Impression(
                    row.getInteger("base_rank"),
                    row.getDouble("score"),
                    row.getDouble("ln_p_cond"),
                    row.getDouble("ln_p_prefix"),
                    row.getInteger("sources"),
                    row.getBoolean("pinned"),
                    row.getBoolean("explored"),
                    row.getDouble("p_pos") == null
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(row.getDouble("p_pos")));
            assertEquals(impression, read);
        }
    }

    @Test
    void project_manyDecisions_areStoredWhole() {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            entries.add(Entries.decision(i, Subject.NOBODY, Entries.START + i, i % 3 * 10));
            entries.add(Entries.click(1000 + i, ANN, Entries.START + i));
        }
        Projection projection = one.project(entries);
        assertEquals(new Projection(Set.of(), Set.of(), 500, 0, 500, 0), projection);
        assertEquals(500, one.count("decision"));
        assertEquals(166 * 10 + 166 * 20 + 10, one.count("impression"));
        assertNull(one.rows("SELECT degraded FROM decision WHERE degraded IS NULL LIMIT 1").stream()
                .findFirst()
                .orElse(null));
    }

    @Test
    void project_rowsTheDatabaseRefuses_arePutAsideAndTheRestStored() {
        List<LogEntry> entries = new ArrayList<>(clicks(0, 1000, BOB));
        entries.set(0, Entries.event(5000, ANN, new Action.Search("nul \u0000"), Entries.START));
        entries.set(517, Entries.click(5001, Subject.user("far"), Long.MAX_VALUE));
        entries.set(518, Entries.decision(5002, Subject.user("far"), Long.MIN_VALUE, 3));
        entries.set(999, Entries.event(5003, ANN, new Action.Search("\u0000"), Entries.START));
        Projection projection = one.project(entries);
        assertEquals(new Projection(Set.of(ANN, Subject.user("far")), Set.of(), 996, 0, 0, 4), projection);
        assertEquals(1000, one.store.position(one.log).await());
        assertEquals(996, one.count("feedback"));
        List<Row> rejected = one.rows("SELECT * FROM rejected_entry ORDER BY seq");
        assertEquals(
                List.of(1L, 518L, 519L, 1000L),
                rejected.stream().map(row -> row.getLong("seq")).toList());
        assertEquals(
                List.of("event", "event", "decision", "event"),
                rejected.stream().map(row -> row.getString("kind")).toList());
        assertTrue(rejected.stream().allMatch(row -> row.getString("reason").startsWith("22")));
        assertEquals(
                entries.get(999).toString(),
                rejected.getLast().getBuffer("payload").toString());
        assertEquals(4, one.store.status().await().rejected());
    }

    @Test
    void project_connectionKilledWhileItWaits_isRepeatedWithoutLossOrDoubling(DatabaseAddress address)
            throws InterruptedException {
        one.project(clicks(0, 10, ANN));
        List<SequencedEntry> batch = Entries.sequenced(11, clicks(10, 500, ANN));
        try (FeedbackFixture other = new FeedbackFixture(vertx, address, 2)) {
            for (String lock : List.of("feedback IN SHARE MODE", "change_clock IN SHARE MODE")) {
                SqlConnection blocker = other.database.pool().getConnection().await();
                blocker.query("BEGIN; LOCK TABLE " + lock).execute().await();
                Future<Projection> stuck = one.store.project(one.log, 500, batch);
                killTheWaiting(other);
                CandorException refused = assertThrows(CandorException.class, stuck::await);
                assertEquals(ErrorCode.STORAGE_UNAVAILABLE, refused.code());
                blocker.query("ROLLBACK").execute().await();
                blocker.close().await();
                assertEquals(10, one.store.position(one.log).await());
                assertEquals(10, one.count("feedback"));
            }
        }
        assertEquals(
                new Projection(Set.of(), Set.of(), 490, 0, 0, 0),
                one.store.project(one.log, 500, batch).await());
        assertEquals(500, one.count("feedback"));
        assertEquals(clicks(0, 500, ANN), one.store.eventsOf(ANN).await());
    }

    /** Ends the one connection that waits for a lock, once it does. */
    private static void killTheWaiting(FeedbackFixture other) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(8);
        while (other.count("(SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()) AS killed")
                == 0) {
            assertTrue(System.nanoTime() < deadline, "nobody waits");
            Thread.onSpinWait();
        }
    }

    @Test
    void project_sameLogTwiceAtOnce_storesEachEntryOnce(DatabaseAddress address) {
        List<SequencedEntry> batch = Entries.sequenced(1, clicks(0, 300, ANN));
        try (FeedbackFixture same = new FeedbackFixture(vertx, address, 1)) {
            List<Future<Projection>> both =
                    List.of(one.store.project(one.log, 300, batch), same.store.project(one.log, 300, batch));
            Future.all(both).await();
            assertEquals(
                    300, both.stream().mapToInt(done -> done.result().events()).sum());
        }
        assertEquals(300, one.count("feedback"));
        assertEquals(1, one.count("feedback_change"));
    }

    @Test
    void position_unknownLog_isZero() {
        assertEquals(0, one.store.position(new UUID(7, 7)).await());
    }
}
