package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.event.Action;
import io.candor.event.Decision;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Shown;
import io.candor.event.Subject;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class SlateScanIT {
    private static final int SLATES = 1_203;
    private static final Subject ANN = Subject.user("ann");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void run_slatesAndClicks_comeBackAsTheyWereNewestFirst(DatabaseAddress address) {
        try (FeedbackFixture one = new FeedbackFixture(vertx, address, 1)) {
            List<LogEntry> entries = new ArrayList<>();
            for (int i = 0; i < SLATES; i++) {
                entries.add(Entries.decision(i, ANN, Entries.START + i, 4));
            }
            entries.add(click(10_001, 5, 12));
            entries.add(click(10_002, 5, 12));
            entries.add(click(10_003, 5, 14));
            entries.add(Entries.click(10_004, ANN, Entries.START));
            one.project(entries);

            List<ObservedSlate> read = scan(one, Optional.of("home"), Action.Type.CLICK, SLATES);

            assertEquals(SLATES, read.size());
            for (int i = 0; i < SLATES; i++) {
                int number = SLATES - 1 - i;
                Decision decision = read.get(i).decision();
                Decision written = Entries.decision(number, ANN, Entries.START + number, 4);
                assertEquals(
                        number == 5 ? Set.of(12, 14) : Set.of(), read.get(i).rewarded());
                assertEquals(written.draw(), decision.draw());
                assertEquals(written.candidates(), decision.candidates());
                assertEquals(written.degraded(), decision.degraded());
                assertEquals(written.slate().requestId(), decision.slate().requestId());
                assertEquals(written.slate().subject(), decision.slate().subject());
                assertEquals(11, decision.slate().firstPosition());
                assertEquals(
                        written.impressions().stream()
                                .map(Decision.Impression::marginal)
                                .toList(),
                        decision.impressions().stream()
                                .map(Decision.Impression::marginal)
                                .toList());
                assertEquals("item-3", decision.slate().items().get(3).id());
            }
            assertEquals(7, scan(one, Optional.empty(), Action.Type.PURCHASE, 7).size());
            assertEquals(
                    0, scan(one, Optional.of("elsewhere"), Action.Type.CLICK, 7).size());
        }
    }

    private static Event click(long id, int slate, int position) {
        Shown shown = new Shown(
                Entries.id(slate), Entries.START + slate, "home", "ials-2026", "softmax", Map.of(), position, 0.5);
        return Entries.shown(Entries.click(id, ANN, Entries.START + 10_000), shown);
    }

    private static List<ObservedSlate> scan(
            FeedbackFixture one, Optional<String> placement, Action.Type reward, long most) {
        List<ObservedSlate> read = new ArrayList<>();
        long count =
                SlateScan.run(one.database, placement, reward, most, read::add).await();
        assertEquals(count, read.size());
        return read;
    }
}
