package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Event;
import io.candor.event.Subject;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class FeedbackScanIT {
    private static final int EVENTS = 23_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void run_moreEventsThanAreReadAtATime_handsAllOnSubjectBySubject(DatabaseAddress address) {
        try (FeedbackFixture one = new FeedbackFixture(vertx, address, 1)) {
            List<Event> all = new ArrayList<>();
            for (int i = 0; i < EVENTS; i++) {
                all.add(Entries.click(i, Subject.user("u" + i % 331), 1_000_000L + (i * 7_919L) % EVENTS));
            }
            for (int from = 0; from < EVENTS; from += 1_000) {
                one.project(all.subList(from, from + 1_000));
            }

            List<Event> read = new ArrayList<>();
            long count = FeedbackScan.run(one.database, read::add).await();

            assertEquals(EVENTS, count);
            assertEquals(EVENTS, new HashSet<>(read.stream().map(Event::id).toList()).size());
            assertGrouped(read);
        }
    }

    private static void assertGrouped(List<Event> read) {
        Set<Subject> met = new HashSet<>();
        for (int i = 0; i < read.size(); i++) {
            boolean begins =
                    i == 0 || !read.get(i).subject().equals(read.get(i - 1).subject());
            if (begins) {
                assertTrue(met.add(read.get(i).subject()), "a subject comes once");
            } else {
                assertTrue(read.get(i - 1).timeMillis() <= read.get(i).timeMillis(), "the oldest first");
            }
        }
        assertEquals(331, met.size());
    }
}
