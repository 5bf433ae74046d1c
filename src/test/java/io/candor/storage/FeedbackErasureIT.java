package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.candor.storage.FeedbackStore.Projection;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class FeedbackErasureIT {
    private static final Subject ANN = Subject.user("ann-who-goes");
    private static final Subject PHONE = Subject.session("phone-of-ann");
    private static final Subject BOB = Subject.user("bob");
    private static final long T = Entries.START;

    private final Vertx vertx = Vertx.vertx();
    private FeedbackFixture one;
    private FeedbackFixture two;

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

    private static Event click(int id, Subject subject, long millis) {
        return Entries.click(id, subject, millis);
    }

    private List<Event> eventsOf(Subject subject) {
        return one.store.eventsOf(subject).await();
    }

    @Test
    void project_erasure_leavesTheIdInNoTable() {
        one.project(
                click(1, ANN, T),
                click(2, BOB, T),
                Entries.decision(3, ANN, T, 5),
                Entries.decision(4, BOB, T, 5),
                Entries.event(5, ANN, new Action.Search("\u0000"), T),
                click(6, PHONE, T),
                new Merge(PHONE, ANN, T + 1),
                new Merge(ANN, BOB, T - 1));
        assertEquals(
                Set.of("feedback", "decision", "merge", "rejected_entry", "feedback_change"),
                eachTableWith("u:ann-who-goes"));

        one.project(Erasure.of(ANN, T + 10));
        assertEquals(Map.of(), one.tablesWith("ann-who-goes"));
        assertEquals(Map.of(), one.tablesWith("phone-of-ann"));
        assertEquals(List.of(click(2, BOB, T)), eventsOf(BOB));
        assertEquals(1, one.count("decision"));
        assertEquals(5, one.count("impression"));
        assertEquals(5, one.count("impression JOIN decision USING (request_id, ts)"));
    }

    /** The rejected entry holds its subject as the test's encoding prints it, without the id. */
    private Set<String> eachTableWith(String key) {
        Set<String> tables = new HashSet<>();
        one.tablesWith(key).keySet().forEach(table -> tables.add(table.replace("_default", "")));
        if (one.count("rejected_entry") > 0) {
            tables.add("rejected_entry");
        }
        return tables;
    }

    @Test
    void project_erasedSubjectsEventsArriveLater_areNotStored() {
        one.project(Erasure.of(ANN, T + 10));
        Projection late = two.project(
                click(1, ANN, T),
                click(2, ANN, T + 10),
                click(3, ANN, T + 11),
                Entries.decision(4, ANN, T, 5),
                Entries.decision(5, ANN, T + 11, 5),
                Entries.event(6, ANN, new Action.Search("\u0000"), T));
        assertEquals(new Projection(Set.of(ANN), Set.of(), 1, 0, 1, 0), late);
        assertEquals(List.of(click(3, ANN, T + 11)), eventsOf(ANN));
        assertEquals(5, one.count("impression"));
        assertEquals(0, one.count("rejected_entry"));
    }

    @Test
    void erase_directly_tellsWhetherAnythingWasKnown() {
        assertFalse(one.store.erase(Erasure.of(ANN, T)).await());
        one.project(click(1, ANN, T), click(2, ANN, T + 5));
        assertFalse(one.store.erase(Erasure.of(ANN, T - 5)).await());
        assertTrue(one.store.erase(Erasure.of(ANN, T + 5)).await());
        assertFalse(one.store.erase(Erasure.of(ANN, T + 5)).await());
        assertFalse(one.store.erase(Erasure.of(ANN, Long.MAX_VALUE)).await());
        assertEquals(List.of(Erasure.of(ANN, SqlTime.END)), two.store.erasures().await());
        assertEquals(1, one.store.status().await().erasures());
        assertEquals(0, two.project(click(1, ANN, T)).events());
    }

    @Test
    void erase_sameHashOfAnother_leavesThatOneAlone() {
        one.project(click(1, ANN, T));
        Erasure other = new Erasure(ANN.hash(), Erasure.of(BOB, T).subjectDigest(), T + 10);
        assertFalse(one.store.erase(other).await());
        assertEquals(1, two.project(click(2, ANN, T)).events());
        assertEquals(2, eventsOf(ANN).size());
    }

    @Test
    void project_merge_movesWhatIsThereAndWhatArrivesLater() {
        one.project(click(1, PHONE, T), click(2, ANN, T + 1), Entries.decision(3, PHONE, T, 2));
        Projection merged = two.project(new Merge(PHONE, ANN, T + 10));
        assertEquals(new Projection(Set.of(), Set.of(PHONE, ANN), 0, 0, 0, 0), merged);
        assertEquals(List.of(click(1, ANN, T), click(2, ANN, T + 1)), eventsOf(ANN));
        assertEquals(1, one.count("decision WHERE subject = 'u:ann-who-goes' AND subject_hash = " + ANN.hash()));

        Projection late =
                one.project(click(4, PHONE, T + 10), click(5, PHONE, T + 11), Entries.decision(6, PHONE, T + 2, 1));
        assertEquals(new Projection(Set.of(), Set.of(PHONE, ANN), 2, 0, 1, 0), late);
        assertEquals(List.of(click(5, PHONE, T + 11)), eventsOf(PHONE));
        assertEquals(3, eventsOf(ANN).size());
        assertEquals(2, one.count("decision WHERE subject = 'u:ann-who-goes'"));
    }

    @Test
    void project_mergeAgain_changesNothing() {
        List<SequencedEntry> batch = Entries.sequenced(1, List.of(click(1, PHONE, T), new Merge(PHONE, ANN, T + 1)));
        one.store.project(one.log, 2, batch).await();
        Projection again = one.store.project(one.log, 2, batch).await();
        assertEquals(new Projection(Set.of(PHONE), Set.of(PHONE, ANN), 0, 1, 0, 0), again);
        assertEquals(1, eventsOf(ANN).size());
    }

    @Test
    void project_chainOfMerges_endsAtTheLastSubject() {
        Subject tablet = Subject.session("tablet");
        one.project(click(1, tablet, T), new Merge(tablet, PHONE, T + 10), new Merge(PHONE, ANN, T + 20));
        two.project(click(2, tablet, T + 5), click(3, PHONE, T + 15));
        assertEquals(3, eventsOf(ANN).size());
        two.project(new Merge(Subject.session("late"), PHONE, T + 5));
        one.project(click(4, Subject.session("late"), T + 5));
        assertEquals(4, eventsOf(ANN).size());
    }

    @Test
    void project_sharedSession_eachUserGetsTheirPart() {
        one.project(
                click(1, PHONE, T),
                new Merge(PHONE, ANN, T + 10),
                click(2, PHONE, T + 15),
                new Merge(PHONE, BOB, T + 20));
        two.project(click(3, PHONE, T + 9), click(4, PHONE, T + 16));
        assertEquals(List.of(click(1, ANN, T), click(3, ANN, T + 9)), eventsOf(ANN));
        assertEquals(List.of(click(2, BOB, T + 15), click(4, BOB, T + 16)), eventsOf(BOB));
    }

    @Test
    void project_erasureOfTheMerged_alsoHoldsForWhatTheOtherBringsLate() {
        one.project(click(1, PHONE, T), new Merge(PHONE, ANN, T + 10), Erasure.of(ANN, T + 20));
        two.project(click(2, PHONE, T + 5), click(3, PHONE, T + 15));
        assertEquals(List.of(), eventsOf(ANN));
        assertEquals(List.of(click(3, PHONE, T + 15)), eventsOf(PHONE));
    }

    @Test
    void project_mergeIntoErasedArrivesLate_erasesTheOtherUpToIt() {
        two.project(click(1, PHONE, T), click(2, PHONE, T + 15));
        one.project(Erasure.of(ANN, T + 20));
        two.project(new Merge(PHONE, ANN, T + 10));
        one.project(click(3, PHONE, T + 5));
        assertEquals(List.of(), eventsOf(ANN));
        assertEquals(List.of(click(2, PHONE, T + 15)), eventsOf(PHONE));
        assertEquals(Map.of(), one.tablesWith("ann-who-goes"));
    }

    @Test
    void project_erasureOlderThanAMergeArrivesLate_erasesWhatHasGoneOver() {
        two.project(
                click(1, PHONE, T),
                click(2, PHONE, T + 7),
                Entries.decision(3, PHONE, T, 4),
                Entries.decision(4, PHONE, T + 7, 2),
                click(5, ANN, T),
                new Merge(PHONE, ANN, T + 10),
                click(6, PHONE, T + 1));
        one.project(Erasure.of(PHONE, T + 5));
        assertEquals(List.of(click(5, ANN, T), click(2, ANN, T + 7)), eventsOf(ANN));
        assertEquals(1, one.count("decision"));
        assertEquals(2, one.count("impression"));
    }

    @Test
    void project_mergeAfterErasure_movesOnlyWhatIsNewer() {
        one.project(click(1, PHONE, T), click(2, PHONE, T + 7), Erasure.of(ANN, T + 5), new Merge(PHONE, ANN, T + 10));
        two.project(click(3, PHONE, T + 3), click(4, PHONE, T + 8));
        assertEquals(List.of(click(2, ANN, T + 7), click(4, ANN, T + 8)), eventsOf(ANN));
        assertEquals(List.of(), eventsOf(PHONE));
    }

    @Test
    void project_mergeThereAndBack_isHarmless() {
        one.project(click(1, PHONE, T), new Merge(PHONE, ANN, T + 10), new Merge(ANN, PHONE, T + 20));
        two.project(click(2, PHONE, T + 1), new Merge(PHONE, ANN, T + 10));
        assertEquals(List.of(click(1, PHONE, T), click(2, PHONE, T + 1)), eventsOf(PHONE));
    }

    @Test
    void project_erasuresWhileOtherLogsProject_leaveNothing() {
        List<io.vertx.core.Future<?>> all = new ArrayList<>();
        for (int batch = 0; batch < 20; batch++) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                events.add(click(batch * 50 + i, i % 2 == 0 ? ANN : BOB, T + i));
            }
            all.add(one.store.project(one.log, (batch + 1) * 50L, Entries.sequenced(batch * 50 + 1, events)));
            if (batch == 10) {
                all.add(two.store.erase(Erasure.of(ANN, T + 100)));
            }
        }
        io.vertx.core.Future.all(all).await();
        assertEquals(List.of(), eventsOf(ANN));
        assertEquals(0, one.count("feedback WHERE subject <> 'u:bob'"));
    }
}
