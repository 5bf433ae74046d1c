package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.event.Erasure;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class FeedbackNewsIT {
    private static final Subject ANN = Subject.user("ann");
    private static final Subject BOB = Subject.user("bob");
    private static final Subject PHONE = Subject.session("phone");
    private static final long T = Entries.START;

    private final Vertx vertx = Vertx.vertx();
    private final LinkedBlockingQueue<SubjectChange> changes = new LinkedBlockingQueue<>();
    private FeedbackFixture one;
    private FeedbackFixture two;
    private int ids;

    @BeforeEach
    void open(DatabaseAddress address) {
        one = new FeedbackFixture(vertx, address, 1);
        two = new FeedbackFixture(vertx, address, 2);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        vertx.close().await();
    }

    private void click(FeedbackFixture process, Subject subject) {
        process.project(Entries.click(ids++, subject, T));
    }

    private static <T> T next(LinkedBlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came");
        }
        return next;
    }

    private void cutListeners() {
        two.rows("SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                + " WHERE query LIKE 'LISTEN%' AND datname = current_database()");
    }

    @Test
    void subscribe_otherLogProjects_namesItsSubjects() throws InterruptedException {
        click(two, BOB);
        one.store.subscribe(one.log, changes::add).await();
        click(one, ANN);
        click(one, Subject.NOBODY);
        click(two, BOB);
        assertEquals(new SubjectChange.Some(Set.of(BOB)), next(changes));
        two.project(new Merge(PHONE, ANN, T));
        assertEquals(new SubjectChange.Some(Set.of(PHONE, ANN)), next(changes));
        assertThrows(
                IllegalStateException.class,
                () -> one.store.subscribe(one.log, changes::add).await());
    }

    @Test
    void subscribe_listenerWasDisconnected_missesNothing() throws InterruptedException {
        one.store.subscribe(one.log, changes::add).await();
        for (int round = 0; round < 3; round++) {
            cutListeners();
            Subject subject = Subject.user("round " + round);
            click(two, subject);
            assertEquals(new SubjectChange.Some(Set.of(subject)), next(changes));
        }
    }

    @Test
    void subscribe_moreBatchesThanAreKept_saysAll() throws InterruptedException {
        one.store.subscribe(one.log, changes::add).await();
        two.rows("WITH gone AS (UPDATE change_clock SET seq = seq + 5000 WHERE name = 'feedback') SELECT 1");
        click(two, BOB);
        assertEquals(new SubjectChange.All(), next(changes));
        click(two, ANN);
        assertEquals(new SubjectChange.Some(Set.of(ANN)), next(changes));
    }

    @Test
    void project_manyBatches_keepsTheNewestChangesOnly() {
        click(two, BOB);
        click(two, BOB);
        two.rows("WITH gone AS (UPDATE change_clock SET seq = " + ProjectionTransaction.TOLD_BATCHES
                + " WHERE name = 'feedback') SELECT 1");
        click(two, ANN);
        assertEquals(
                List.of(2L, ProjectionTransaction.TOLD_BATCHES + 1L),
                two.rows("SELECT change FROM feedback_change ORDER BY change").stream()
                        .map(row -> row.getLong(0))
                        .toList());
    }

    @Test
    void subscribeErasures_whoeverErases_bringsEachOnce() throws InterruptedException {
        LinkedBlockingQueue<Erasure> seen = new LinkedBlockingQueue<>();
        one.store.erase(Erasure.of(ANN, T)).await();
        one.store.subscribeErasures(seen::addAll).await();
        two.project(Erasure.of(BOB, T));
        assertEquals(Erasure.of(BOB, T), next(seen));
        one.project(new Merge(PHONE, BOB, T + 1));
        cutListeners();
        one.project(Erasure.of(BOB, T + 2));
        Erasure first = next(seen);
        Erasure second = next(seen);
        assertEquals(Set.of(Erasure.of(BOB, T + 2), Erasure.of(PHONE, T + 1)), Set.of(first, second));
        assertEquals(3, one.store.erasures().await().size());
    }
}
