package io.candor.storage;

import static io.candor.storage.ExperimentDocuments.heavier;
import static io.candor.storage.ExperimentDocuments.twoArms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.experiment.AllottedExperiment;
import io.candor.experiment.AuditEntry;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentCodec;
import io.candor.experiment.ExplorationSwitch;
import io.candor.experiment.SegmentRange;
import io.candor.experiment.StoredExperiment;
import io.candor.storage.ExperimentStore.Book;
import io.candor.storage.ExperimentStore.Saved;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PgExperimentStoreIT {
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final OptionalLong NEW = OptionalLong.of(ExperimentStore.NOT_STORED);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong(Entries.START);
    private FeedbackFixture one;
    private FeedbackFixture two;
    private PgExperimentStore here;
    private PgExperimentStore there;

    @BeforeEach
    void open(DatabaseAddress address) {
        one = new FeedbackFixture(vertx, address, 1);
        two = new FeedbackFixture(vertx, address, 2);
        here = new PgExperimentStore(one.database, () -> Instant.ofEpochMilli(clock.getAndIncrement()));
        there = new PgExperimentStore(two.database, () -> Instant.ofEpochMilli(clock.getAndIncrement()));
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        vertx.close().await();
    }

    private static void assertRefused(ErrorCode code, Future<?> change) {
        CandorException refused = assertThrows(CandorException.class, change::await);
        assertEquals(code, refused.code(), refused.describe());
    }

    private static String text(Experiment document) {
        return new String(ExperimentCodec.encode(document), StandardCharsets.UTF_8);
    }

    @Test
    void put_newThenChanged_keepsThePlaceAndCountsRevisions() {
        assertEquals(List.of(), here.list().await());
        Experiment first = twoArms("floor", "ranking", 0.25);
        Saved created = here.put(first, NEW, "ann").await();
        assertTrue(created.created());
        assertEquals(1, created.stored().revision());
        assertEquals(Instant.ofEpochMilli(Entries.START), created.stored().createdAt());
        assertEquals(
                2500,
                created.stored().experiment().allocation().segments().getFirst().size());
        assertEquals(Optional.of(created.stored()), there.find("floor").await());

        Experiment grown = twoArms("floor", "ranking", 0.5);
        Saved changed = there.put(grown, OptionalLong.of(1), "bob").await();
        assertFalse(changed.created());
        assertEquals(2, changed.stored().revision());
        assertEquals(created.stored().createdAt(), changed.stored().createdAt());
        assertTrue(changed.stored().updatedAt().isAfter(created.stored().updatedAt()));
        assertEquals(
                changed.stored().experiment().epochs(),
                created.stored().experiment().epochs());
        assertEquals(List.of(changed.stored()), here.list().await());

        Saved heavy = here.put(heavier("floor", "ranking", 3), ANY, "bob").await();
        assertEquals(2, heavy.stored().experiment().epochs().size());
    }

    @Test
    void put_sameDocument_changesNothing() {
        StoredExperiment stored =
                here.put(twoArms("floor", "ranking", 1), ANY, "ann").await().stored();
        Saved again = there.put(twoArms("floor", "ranking", 1), OptionalLong.of(1), "bob")
                .await();
        assertEquals(new Saved(stored, false), again);
        assertEquals(1, here.audit("floor", 10).await().size());
    }

    @Test
    void put_otherRevisionThanExpected_isRefused() {
        here.put(twoArms("floor", "ranking", 0.1), ANY, "ann").await();
        Experiment other = twoArms("floor", "ranking", 0.2);
        assertRefused(ErrorCode.EXPERIMENT_CHANGED, here.put(other, NEW, "bob"));
        assertRefused(ErrorCode.EXPERIMENT_CHANGED, here.put(other, OptionalLong.of(2), "bob"));
        assertRefused(
                ErrorCode.EXPERIMENT_CHANGED, here.put(twoArms("new", "ranking", 0.2), OptionalLong.of(1), "bob"));
        assertRefused(ErrorCode.EXPERIMENT_CHANGED, here.delete("floor", OptionalLong.of(2), "bob"));
        assertEquals(1, here.list().await().getFirst().revision());
    }

    @Test
    void put_noRoomOrConflict_isRefusedAndLeavesNothing() {
        here.put(twoArms("floor", "ranking", 0.8), ANY, "ann").await();
        assertRefused(ErrorCode.LAYER_FULL, there.put(twoArms("wide", "ranking", 0.3), ANY, "bob"));
        Experiment otherHash = ExperimentDocuments.read("{'id': 'sdk', 'layer': 'ranking', 'hashing': 'planout',"
                + " 'namespace': {'start': 0.9, 'end': 1}, 'variants': [{'id': 'a'}, {'id': 'b'}]}");
        assertRefused(ErrorCode.EXPERIMENT_CONFLICT, there.put(otherHash, ANY, "bob"));
        assertEquals(1, here.list().await().size());
        assertEquals(1, here.audit("", 10).await().size());
    }

    @Test
    void put_twoStoresAtOnce_giveNoSegmentTwice() {
        List<Future<Saved>> puts = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            puts.add((i % 2 == 0 ? here : there).put(twoArms("exp-" + i, "ranking", 0.05), ANY, "ann"));
        }
        Future.join(puts).otherwiseEmpty().await();
        assertEquals(20, puts.stream().filter(Future::succeeded).count());
        puts.stream().filter(Future::failed).forEach(put -> assertRefused(ErrorCode.LAYER_FULL, put));
        BitSet taken = new BitSet();
        for (StoredExperiment stored : here.list().await()) {
            for (SegmentRange range : stored.experiment().allocation().segments()) {
                assertTrue(taken.get(range.from(), range.to()).isEmpty(), stored.id());
                taken.set(range.from(), range.to());
            }
        }
        assertEquals(SegmentRange.SEGMENTS, taken.cardinality());
    }

    @Test
    void toggle_seenByTheOtherReplica_withinASecond() throws InterruptedException {
        here.put(twoArms("floor", "ranking", 1), ANY, "ann").await();
        LinkedBlockingQueue<Book> books = new LinkedBlockingQueue<>();
        there.subscribe(books::add).await();
        assertTrue(books.remove().experiments().getFirst().document().enabled());

        StoredExperiment off = here.toggle("floor", false, "ann").await();
        Book told = books.poll(1, TimeUnit.SECONDS);
        assertEquals(List.of(off.experiment()), told.experiments());
        assertFalse(off.experiment().document().enabled());
        assertEquals(off, here.toggle("floor", false, "ann").await());
        assertRefused(ErrorCode.EXPERIMENT_NOT_FOUND, here.toggle("ceiling", false, "ann"));

        assertEquals(3, here.toggle("floor", true, "bob").await().revision());
        Book again = books.poll(1, TimeUnit.SECONDS);
        assertTrue(again.experiments().getFirst().document().enabled());
        assertTrue(again.change() > told.change());
        assertTrue(books.isEmpty());
    }

    @Test
    void setExploration_off_isToldEverywhereAndRemembered() throws InterruptedException {
        assertTrue(here.book().await().exploration());
        LinkedBlockingQueue<Book> own = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<Book> other = new LinkedBlockingQueue<>();
        here.subscribe(own::add).await();
        there.subscribe(other::add).await();
        own.remove();
        other.remove();

        ExplorationSwitch off = here.setExploration(false, "ann").await();
        assertFalse(own.remove().exploration());
        assertFalse(other.poll(1, TimeUnit.SECONDS).exploration());
        assertEquals(new ExplorationSwitch(false, Instant.ofEpochMilli(Entries.START), "ann"), off);
        assertEquals(off, there.setExploration(false, "bob").await());
        assertEquals(off, there.exploration().await());
        there.setExploration(true, "bob").await();
        assertTrue(here.book().await().exploration());
        assertEquals(
                List.of(AuditEntry.Action.EXPLORATION_ON, AuditEntry.Action.EXPLORATION_OFF),
                here.audit("", 10).await().stream().map(AuditEntry::action).toList());
    }

    @Test
    void subscribe_listenerWasDisconnected_isToldWhatItMissed() throws InterruptedException {
        LinkedBlockingQueue<Book> books = new LinkedBlockingQueue<>();
        there.subscribe(books::add).await();
        books.remove();
        for (int round = 0; round < 3; round++) {
            one.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE query LIKE 'LISTEN%' AND datname = current_database()");
            here.setExploration(round % 2 == 1, "ann").await();
            assertEquals(round % 2 == 1, books.poll(30, TimeUnit.SECONDS).exploration());
        }
        assertThrows(
                IllegalStateException.class, () -> there.subscribe(books::add).await());
    }

    @Test
    void book_experimentThatIsNotUnderstood_isLeftOut() {
        here.put(twoArms("floor", "ranking", 0.5), ANY, "ann").await();
        here.put(twoArms("later", "ranking", 0.5), ANY, "ann").await();
        one.rows("UPDATE experiment SET doc = '{\"document\": {\"id\": \"later\"}}' WHERE id = 'later'");
        assertEquals(
                List.of("floor"),
                here.book().await().experiments().stream()
                        .map(AllottedExperiment::id)
                        .toList());
        assertRefused(ErrorCode.INTERNAL, here.put(twoArms("third", "other", 0.5), ANY, "ann"));
    }

    @Test
    void change_besideOneThatIsNotUnderstood_stopsAndDeletesAny() {
        here.put(twoArms("floor", "ranking", 0.5), ANY, "ann").await();
        here.put(twoArms("later", "ranking", 0.5), ANY, "ann").await();
        one.rows("UPDATE experiment SET doc = '{\"document\": {\"id\": \"later\"}}' WHERE id = 'later'");

        StoredExperiment off = here.toggle("floor", false, "ann").await();
        assertFalse(off.experiment().document().enabled());
        assertEquals(2, off.revision());
        assertEquals(List.of(off), here.list().await());
        assertRefused(ErrorCode.INTERNAL, here.toggle("floor", true, "ann"));
        assertRefused(ErrorCode.INTERNAL, here.toggle("later", false, "ann"));
        assertRefused(ErrorCode.EXPERIMENT_CHANGED, here.delete("later", OptionalLong.of(2), "ann"));

        here.delete("later", OptionalLong.of(1), "ann").await();
        assertEquals(
                Optional.of("{\"id\": \"later\"}"),
                here.audit("later", 1).await().getFirst().before());
        assertTrue(here.toggle("floor", true, "ann")
                .await()
                .experiment()
                .document()
                .enabled());
        one.rows("UPDATE experiment SET doc = '1'");
        here.delete("floor", ANY, "ann").await();
        assertEquals(Optional.empty(), here.audit("floor", 1).await().getFirst().before());
    }

    @Test
    void audit_everyChange_saysWhoWhenAndWhat() {
        Experiment first = twoArms("floor", "ranking", 0.5);
        Experiment second = twoArms("floor", "ranking", 0.6);
        here.put(first, ANY, "ann").await();
        here.put(twoArms("layout", "page", 1), ANY, AuditEntry.ANYBODY).await();
        there.put(second, ANY, "bob").await();
        there.toggle("floor", false, "cy").await();
        here.delete("floor", OptionalLong.of(3), "dee").await();
        here.setExploration(false, "eve").await();

        Optional<String> off = Optional.of(text(second.withEnabled(false)));
        List<AuditEntry> expected = List.of(
                entry(4, "dee", AuditEntry.Action.DELETED, 3, off, Optional.empty()),
                entry(3, "cy", AuditEntry.Action.TOGGLED, 3, Optional.of(text(second)), off),
                entry(2, "bob", AuditEntry.Action.CHANGED, 2, Optional.of(text(first)), Optional.of(text(second))),
                entry(0, "ann", AuditEntry.Action.CREATED, 1, Optional.empty(), Optional.of(text(first))));
        assertEquals(expected, here.audit("floor", 10).await());
        assertEquals(expected.subList(0, 2), here.audit("floor", 2).await());
        List<AuditEntry> all = here.audit("", 10).await();
        assertEquals(6, all.size());
        assertEquals("eve", all.getFirst().actor());
        assertEquals("", all.getFirst().experiment());
        assertThrows(PgException.class, () -> one.rows("UPDATE experiment_audit SET actor = 'nobody'"));
        assertThrows(PgException.class, () -> one.rows("DELETE FROM experiment_audit"));
        assertThrows(PgException.class, () -> one.rows("TRUNCATE experiment_audit"));
    }

    private static AuditEntry entry(
            int change,
            String actor,
            AuditEntry.Action action,
            long revision,
            Optional<String> before,
            Optional<String> after) {
        return new AuditEntry(
                Instant.ofEpochMilli(Entries.START + change), actor, action, "floor", revision, before, after);
    }

    @Test
    void delete_experiment_freesItsPlace() {
        here.put(twoArms("floor", "ranking", 1), ANY, "ann").await();
        assertRefused(ErrorCode.LAYER_FULL, there.put(twoArms("next", "ranking", 1), ANY, "ann"));
        here.delete("floor", ANY, "ann").await();
        assertRefused(ErrorCode.EXPERIMENT_NOT_FOUND, here.delete("floor", ANY, "ann"));
        assertRefused(ErrorCode.EXPERIMENT_NOT_FOUND, here.resultsInput("floor", _ -> List.of()));
        assertEquals(Optional.empty(), there.find("floor").await());
        there.put(twoArms("next", "ranking", 1), ANY, "ann").await();
    }
}
