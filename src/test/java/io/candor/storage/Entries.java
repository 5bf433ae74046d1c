package io.candor.storage;

import io.candor.event.Action;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Shown;
import io.candor.event.SlateRecord;
import io.candor.event.SlateRecord.ShownItem;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/** Entries of logs for tests. */
final class Entries {
    /** 2026-03-01T00:00:00Z. */
    static final long START = 1_772_323_200_000L;

    static final List<Action> ACTIONS = List.of(
            new Action.Impression(),
            new Action.Viewable(1.25),
            new Action.Click(),
            new Action.Dwell(86_400),
            new Action.Watch(1750, 1800.5, true),
            new Action.Watch(0, 0.001, false),
            new Action.Rating(4.5),
            new Action.Like(),
            new Action.Dislike(),
            new Action.Hide(),
            new Action.Save(),
            new Action.Share(),
            new Action.AddToCart(),
            new Action.Purchase(1_000_000, 1e12),
            new Action.Return(),
            new Action.Search("\"Äpfel\" \\ {null}, NULL\n🎬"),
            new Action.Scroll(0.1));

    private Entries() {}

    static UUID id(long number) {
        return new UUID(START << 16 | 0x7000, 0x8000_0000_0000_0000L | number);
    }

    static Event event(long id, Subject subject, Action action, long millis) {
        String item = action instanceof Action.Search || action instanceof Action.Scroll ? "" : "item-" + id % 97;
        return new Event(id(id), subject, item, action, millis, millis, OptionalLong.empty(), Optional.empty());
    }

    static Event click(long id, Subject subject, long millis) {
        return event(id, subject, new Action.Click(), millis);
    }

    static Event shown(Event event, Shown shown) {
        return new Event(
                event.id(),
                event.subject(),
                event.item(),
                event.action(),
                event.timeMillis() - 5000,
                event.receivedMillis(),
                OptionalLong.of(event.timeMillis() - 5_000_000),
                Optional.of(shown));
    }

    static Shown shown(Random random) {
        return new Shown(
                id(random.nextInt(1000)),
                START - random.nextInt(1_000_000),
                "home",
                "ials-2026",
                "softmax",
                random.nextBoolean() ? Map.of() : Map.of("ranker", "b", "layout \"x\"", "ä"),
                1 + random.nextInt(20),
                1 - random.nextDouble());
    }

    static Decision decision(long id, Subject subject, long millis, int items) {
        List<ShownItem> shown = new ArrayList<>();
        List<Decision.Impression> impressions = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            shown.add(new ShownItem("item-" + i, 1.0 / (i + 1)));
            impressions.add(new Decision.Impression(
                    i + 2,
                    0.1 * i,
                    -0.5 * i,
                    -i * (i + 1) / 4.0,
                    1 << i % 6,
                    i == 0,
                    i == 1,
                    i % 2 == 0 ? OptionalDouble.empty() : OptionalDouble.of(1.0 / (i + 2))));
        }
        SlateRecord slate = new SlateRecord(
                id(id), millis, subject, "home", "ials-2026", "softmax", Map.of("ranker", "b"), 11, shown);
        return new Decision(
                slate,
                20,
                Optional.of("deadline"),
                new Decision.Draw(
                        -7,
                        2,
                        Double.NEGATIVE_INFINITY,
                        "quadrature",
                        -41.5,
                        Map.of("temperature", 0.3, "floor", 0.01),
                        "ab"),
                impressions,
                Candidates.of(List.of(
                        new Decision.Candidate("a \"quoted\", \\ {id}", 0.1f, Float.NEGATIVE_INFINITY),
                        new Decision.Candidate("NULL", -1e-9f, Float.NaN))),
                200,
                Map.of("device", "phone"),
                new Decision.Exposure(Map.of("ranker", 17), Map.of("layout", "wide")));
    }

    /** Returns entries with sequences from {@code first} on. */
    static List<SequencedEntry> sequenced(long first, List<? extends LogEntry> entries) {
        List<SequencedEntry> sequenced = new ArrayList<>();
        for (LogEntry entry : entries) {
            sequenced.add(new SequencedEntry(first + sequenced.size(), entry));
        }
        return sequenced;
    }
}
