package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Merge;
import io.candor.event.Subject;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Random logs, projected in random batches, again and again and in any order, against {@link NaiveFeedback}. */
@ExtendWith(PostgresExtension.class)
class FeedbackModelIT {
    private static final int SESSIONS = 60;
    private static final int USERS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final List<FeedbackFixture> processes = new ArrayList<>();
    private final Random random = new Random(11);
    private final List<Subject> subjects = new ArrayList<>(List.of(Subject.NOBODY));
    private final List<Subject> unmerged = new ArrayList<>();
    private final Set<Subject> gone = new HashSet<>();
    private final NaiveFeedback model = new NaiveFeedback();
    private final List<LogEntry> written = new ArrayList<>();

    @AfterEach
    void close() {
        processes.forEach(FeedbackFixture::close);
        vertx.close().await();
    }

    private void open(DatabaseAddress address, int count) {
        for (int i = 0; i < count; i++) {
            processes.add(new FeedbackFixture(vertx, address, i + 1));
        }
        for (int i = 0; i < SESSIONS; i++) {
            unmerged.add(Subject.session("s" + i));
        }
        subjects.addAll(unmerged);
        for (int i = 0; i < USERS; i++) {
            subjects.add(Subject.user("u" + i));
        }
        subjects.forEach(model::know);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /**
     * Returns an entry of a time. Nobody is merged into one who was merged before. With {@code chains}, any subject is merged
     * into a user, and again later; else each session once.
     */
    private LogEntry entry(int number, boolean chains) {
        long millis = Entries.START + number * 10L;
        int dice = random.nextInt(1000);
        if (dice < 10) {
            return erasure(millis, chains);
        }
        if (dice < 20) {
            return merge(millis, chains);
        }
        if (dice < 120) {
            return Entries.decision(number, any(subjects), millis, random.nextInt(4));
        }
        Event plain = Entries.event(number, any(subjects), any(Entries.ACTIONS), millis);
        return random.nextBoolean() ? plain : Entries.shown(plain, Entries.shown(random));
    }

    private LogEntry erasure(long millis, boolean chains) {
        Subject subject = any(subjects.subList(1, subjects.size()));
        // What the merged did before is the other's; whether that has arrived decides what is left of it.
        return chains || !gone.contains(subject) ? Erasure.of(subject, millis) : Entries.click(millis, subject, millis);
    }

    private LogEntry merge(long millis, boolean chains) {
        Subject from = chains ? any(subjects.subList(1, subjects.size())) : any(unmerged);
        Subject into = any(subjects.subList(1 + SESSIONS, subjects.size()));
        if (from.equals(into) || gone.contains(into)) {
            return Entries.click(millis, into, millis);
        }
        unmerged.remove(from);
        gone.add(from);
        return new Merge(from, into, millis);
    }

    private void assertEqualsModel() {
        FeedbackFixture one = processes.getFirst();
        assertEquals(model.size(), one.count("feedback"));
        assertEquals(model.eventsOf(Subject.NOBODY).size(), one.count("feedback WHERE subject = ''"));
        for (Subject subject : subjects.subList(1, subjects.size())) {
            Map<UUID, Event> stored = new HashMap<>();
            one.store.eventsOf(subject).await().forEach(event -> stored.put(event.id(), event));
            assertEquals(model.eventsOf(subject), stored, subject.key());
        }
        Map<UUID, String> slates = new HashMap<>();
        for (Row row : one.rows("SELECT request_id, subject, (SELECT count(*) FROM impression AS i"
                + " WHERE i.request_id = d.request_id AND i.ts = d.ts) FROM decision AS d")) {
            slates.put(row.getUUID(0), row.getString(1) + " " + row.getLong(2));
        }
        assertEquals(model.slates(), slates);
        assertEquals(
                0,
                one.count("impression AS i WHERE NOT EXISTS"
                        + " (SELECT FROM decision AS d WHERE d.request_id = i.request_id AND d.ts = i.ts)"));
        assertEquals(0, one.count("feedback WHERE subject <> '' AND subject_hash = 0"));
    }

    @Test
    void project_tenThousandEntriesOfOneLog_equalTheModel(DatabaseAddress address) {
        open(address, 1);
        for (int i = 0; i < 10_000; i++) {
            LogEntry entry =
                    i > 10 && random.nextInt(50) == 0 && model.has(written.getLast()) ? again() : entry(i, true);
            written.add(entry);
            model.apply(entry);
        }
        FeedbackFixture one = processes.getFirst();
        List<SequencedEntry> log = Entries.sequenced(1, written);
        int done = 0;
        while (done < log.size()) {
            int from = Math.max(0, done - random.nextInt(300));
            int to = Math.min(log.size(), done + 1 + random.nextInt(1500));
            one.store.project(one.log, to, log.subList(from, to)).await();
            done = to;
        }
        assertEqualsModel();
        assertTrue(model.size() > 2000, "most is erased: " + model.size());
    }

    /** A client that sends an event again, or a slate that is logged twice. */
    private LogEntry again() {
        LogEntry entry = any(written.subList(Math.max(0, written.size() - 500), written.size()));
        return model.has(entry) ? entry : written.getLast();
    }

    @Test
    void project_threeLogsInAnyOrder_equalTheModelOfTheirTimes(DatabaseAddress address) {
        open(address, 3);
        List<List<LogEntry>> logs = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 6000; i++) {
            LogEntry entry = entry(i, false);
            model.apply(entry);
            logs.get(random.nextInt(3)).add(entry);
            if (entry instanceof Event && random.nextInt(20) == 0) {
                logs.get(random.nextInt(3)).add(entry);
            }
        }
        int[] done = new int[3];
        while (done[0] + done[1] + done[2] < logs.stream().mapToInt(List::size).sum()) {
            int turn = random.nextInt(3);
            List<LogEntry> log = logs.get(turn);
            int to = Math.min(log.size(), done[turn] + random.nextInt(400));
            processes.get(turn).project(log.subList(done[turn], to));
            done[turn] = to;
            if (random.nextInt(10) == 0) {
                any(processes).store.maintain(LocalDate.of(2026, 3, 1)).await();
            }
        }
        assertEqualsModel();
    }
}
