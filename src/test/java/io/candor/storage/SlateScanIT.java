package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.event.Decision;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Shown;
import io.candor.event.Subject;
import io.candor.exposure.ExposedSlate;
import io.candor.exposure.ExposureFile;
import io.candor.exposure.ExposureQuery;
import io.candor.exposure.ExposureWriter;
import io.candor.exposure.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class SlateScanIT {
    private static final int SLATES = 1_203;
    private static final int SLOTS = 4;
    private static final long FIRST = 11;
    private static final Subject ANN = Subject.user("ann");
    private static final ExposureQuery CLICKS = ExposureQuery.of(Set.of(Action.Type.CLICK));
    private static final ExposureQuery ALL =
            ExposureQuery.of(Set.of(Action.Type.CLICK, Action.Type.PURCHASE, Action.Type.WATCH, Action.Type.RATING));

    @TempDir
    private Path directory;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void run_slates_comeBackAsTheyWereNewestFirst(DatabaseAddress address) {
        try (FeedbackFixture one = new FeedbackFixture(vertx, address, 1)) {
            one.project(decisions());

            List<ExposedSlate> read = scan(one, CLICKS);

            assertEquals(SLATES, read.size());
            for (int i = 0; i < SLATES; i++) {
                int number = SLATES - 1 - i;
                Decision written = Entries.decision(number, ANN, Entries.START + number, SLOTS);
                Decision decision = read.get(i).decision();
                assertEquals(written.draw(), decision.draw());
                assertEquals(written.impressions(), decision.impressions());
                assertEquals(written.candidates(), decision.candidates());
                assertEquals(written.exposure(), decision.exposure());
                assertEquals(written.context(), decision.context());
                assertEquals(written.degraded(), decision.degraded());
                assertEquals(written.slate().requestId(), decision.slate().requestId());
                assertEquals(written.slate().variants(), decision.slate().variants());
                assertEquals(written.slate().subject(), decision.slate().subject());
                assertEquals(FIRST, read.get(i).position(0));
                assertEquals("item-3", read.get(i).item(3));
                assertEquals(0.2, read.get(i).propensity(1, 2));
            }
            assertEquals(7, scan(one, CLICKS.newest(7)).size());
            assertEquals(0, scan(one, CLICKS.at(Optional.of("elsewhere"))).size());
            Instant from = Instant.ofEpochMilli(Entries.START + 10);
            Instant until = Instant.ofEpochMilli(Entries.START + 15);
            ExposureQuery some = new ExposureQuery(
                    Optional.of("home"), Set.of(), ExposureQuery.DAY, Optional.of(from), Optional.of(until), 100);
            assertEquals(5, scan(one, some).size());
        }
    }

    @Test
    void run_actions_belongToTheirSlotWithinTheWindow(DatabaseAddress address) {
        try (FeedbackFixture one = new FeedbackFixture(vertx, address, 1)) {
            List<LogEntry> entries = decisions();
            entries.addAll(actions());
            one.project(entries);

            ExposedSlate slate = scan(one, ALL).get(SLATES - 1 - 5);
            assertEquals(
                    List.of(new Outcome(Action.Type.CLICK, 2, 1, Entries.START + 2_000)), slate.outcomes(1), "item-1");
            assertEquals(
                    List.of(
                            new Outcome(Action.Type.WATCH, 2, 0.75, Entries.START + 4_000),
                            new Outcome(Action.Type.RATING, 2, 3, Entries.START + 4_000),
                            new Outcome(Action.Type.PURCHASE, 2, 35, Entries.START + 4_000)),
                    slate.outcomes(3));
            assertEquals(List.of(), slate.outcomes(0), "another item was clicked there");
            assertEquals(List.of(), slate.outcomes(2));

            ExposedSlate hasty = scan(one, ALL.within(Duration.ofSeconds(3))).get(SLATES - 1 - 5);
            assertEquals(List.of(), hasty.outcomes(3));
            assertEquals(1, hasty.outcomes(1).getFirst().count());
            long later = scan(one, CLICKS).stream()
                    .filter(each -> each.has(2, Action.Type.CLICK))
                    .count();
            assertEquals(0, later, "after the window");
        }
    }

    @Test
    void run_requestAnsweredTwice_countsOnceWithWhatCameOfBoth(DatabaseAddress address) {
        try (FeedbackFixture one = new FeedbackFixture(vertx, address, 1)) {
            one.project(
                    Entries.decision(5, ANN, Entries.START + 5, SLOTS),
                    Entries.decision(5, ANN, Entries.START + 900, SLOTS),
                    action(1, 5, 900, 12, "item-1", new Action.Click(), 1_000));

            List<ExposedSlate> read = scan(one, CLICKS);

            assertEquals(1, read.size());
            assertEquals(Entries.START + 5, read.getFirst().decision().slate().timeMillis());
            assertTrue(read.getFirst().has(1, Action.Type.CLICK));
        }
    }

    @Test
    void exportedLog_readBack_isEqual(DatabaseAddress address) throws IOException {
        try (FeedbackFixture one = new FeedbackFixture(vertx, address, 1)) {
            List<LogEntry> entries = decisions();
            entries.addAll(actions());
            one.project(entries);
            List<ExposedSlate> stored = scan(one, ALL);

            Path file = directory.resolve("log.parquet");
            try (ExposureWriter writer = ExposureWriter.create(file, ALL.outcomes())) {
                for (ExposedSlate slate : stored) {
                    writer.write(slate);
                }
            }
            List<ExposedSlate> exported = new ArrayList<>();
            assertEquals(SLATES, new ExposureFile(file).read(ALL, exported::add));

            assertEquals(stored, exported);
        }
    }

    private static List<LogEntry> decisions() {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < SLATES; i++) {
            entries.add(Entries.decision(i, ANN, Entries.START + i, SLOTS));
        }
        return entries;
    }

    private static List<Event> actions() {
        long day = ExposureQuery.DAY.toMillis();
        return List.of(
                action(10_001, 5, 5, 12, "item-1", new Action.Click(), 2_000),
                action(10_001, 5, 5, 12, "item-1", new Action.Click(), 2_000),
                action(10_002, 5, 5, 12, "item-1", new Action.Click(), 3_500),
                action(10_003, 5, 5, 11, "item-9", new Action.Click(), 3_000),
                action(10_004, 5, 5, 13, "item-2", new Action.Click(), day + 6),
                action(10_005, 5, 5, 14, "item-3", new Action.Purchase(2, 10), 4_000),
                action(10_006, 5, 5, 14, "item-3", new Action.Purchase(1, 15), 5_000),
                action(10_007, 5, 5, 14, "item-3", new Action.Rating(5), 4_000),
                action(10_008, 5, 5, 14, "item-3", new Action.Rating(3), 5_000),
                action(10_009, 5, 5, 14, "item-3", new Action.Watch(60, 80, false), 4_000),
                action(10_010, 5, 5, 14, "item-3", new Action.Watch(20, 80, false), 5_000),
                Entries.click(10_011, ANN, Entries.START));
    }

    private static Event action(
            long id, int slate, long slateAfter, int position, String item, Action action, long after) {
        long millis = Entries.START + after;
        Shown shown = new Shown(
                Entries.id(slate), Entries.START + slateAfter, "home", "ials-2026", "softmax", Map.of(), position, 0.5);
        return new Event(Entries.id(id), ANN, item, action, millis, millis, OptionalLong.empty(), Optional.of(shown));
    }

    private static List<ExposedSlate> scan(FeedbackFixture one, ExposureQuery query) {
        List<ExposedSlate> read = new ArrayList<>();
        long count = SlateScan.run(one.database, query, SlateScanIT::propensities, read::add)
                .await();
        assertEquals(count, read.size());
        return read;
    }

    private static double[] propensities(Decision decision) {
        double[] matrix = new double[SLOTS * SLOTS];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = 1.0 / (2 + i % SLOTS + i / SLOTS);
        }
        return matrix;
    }
}
