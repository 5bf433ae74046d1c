package io.candor.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** One entry of every shape, always the same. */
final class TestEntries {
    private static final long TIME = 1_772_366_400_000L;
    private static final UUID SLATE = UUID.fromString("0199a0b0-0000-7000-8000-000000000001");

    static final List<Action> ACTIONS = List.of(
            new Action.Impression(),
            new Action.Viewable(1.5),
            new Action.Click(),
            new Action.Dwell(86_400),
            new Action.Watch(1750, 1800, true),
            new Action.Rating(4.5),
            new Action.Like(),
            new Action.Dislike(),
            new Action.Hide(),
            new Action.Save(),
            new Action.Share(),
            new Action.AddToCart(),
            new Action.Purchase(3, 9.99),
            new Action.Return(),
            new Action.Search("grüner Tee 🍵"),
            new Action.Scroll(0.8));

    private TestEntries() {}

    /** Returns what version 1 of every kind can say, and what later versions added. */
    static List<LogEntry> all() {
        List<LogEntry> entries = versionOne();
        entries.add(laterPage());
        return entries;
    }

    /** Returns what version 1 of every kind can say. */
    static List<LogEntry> versionOne() {
        List<LogEntry> entries = new ArrayList<>();
        for (Action action : ACTIONS) {
            entries.add(event(action, Subject.user("user/1 é"), Optional.of(shown())));
        }
        entries.add(new Event(
                new UUID(1, 2),
                Subject.NOBODY,
                "",
                new Action.Search("x"),
                -5,
                Long.MAX_VALUE,
                OptionalLong.of(Long.MIN_VALUE),
                Optional.empty()));
        entries.add(event(new Action.Click(), Subject.session("s"), Optional.empty()));
        entries.add(drawn());
        entries.add(certain());
        entries.add(Erasure.of(Subject.user("user/1 é"), TIME));
        entries.add(new Merge(Subject.session("s"), Subject.user("user/1 é"), TIME));
        return entries;
    }

    private static Event event(Action action, Subject subject, Optional<Shown> shown) {
        return new Event(
                new UUID(
                        0x0199a0b0_00007001L,
                        0x8000_0000_0000_0000L + action.type().code()),
                subject,
                "tt0133093",
                action,
                TIME,
                TIME + 250,
                OptionalLong.of(TIME - 40),
                shown);
    }

    private static Shown shown() {
        return new Shown(SLATE, TIME - 60_000, "home", "m-2026", "plackett_luce", Map.of("b", "2", "a", "1"), 3, 0.125);
    }

    private static Decision drawn() {
        return new Decision(
                slate(new SlateRecord.ShownItem("a", 0.5), new SlateRecord.ShownItem("b", 1.0)),
                10,
                Optional.of("retrieval_deadline"),
                new Decision.Draw(-7, 2, 0, "quadrature", -1.5, Map.of("temperature", 1.0, "floor", 0.1), ""),
                List.of(
                        new Decision.Impression(4, 0.75, -0.5, -0.5, 3, false, true),
                        Decision.Impression.certain(1, -2, Integer.MIN_VALUE)),
                Candidates.of(
                        List.of(new Decision.Candidate("b", 1.5f, -0.25f), new Decision.Candidate("a", 0.75f, 0))),
                200,
                Map.of("device", "mobile", "country", "at"),
                Decision.Exposure.NONE);
    }

    private static Decision laterPage() {
        Decision drawn = drawn();
        return new Decision(
                drawn.slate(),
                drawn.requested(),
                Optional.empty(),
                new Decision.Draw(7, 0, Double.NEGATIVE_INFINITY, "exact", -0.5, Map.of(), "ab"),
                drawn.impressions(),
                drawn.candidates(),
                drawn.candidateCount(),
                drawn.context(),
                new Decision.Exposure(Map.of("b", 9_999, "a", 0), Map.of("c", "3")));
    }

    private static Decision certain() {
        return new Decision(
                slate(new SlateRecord.ShownItem("é/🎬", 1)),
                1,
                Optional.empty(),
                Decision.Draw.CERTAIN,
                List.of(Decision.Impression.certain(1, 0.25, 1)),
                Candidates.NONE,
                0,
                Map.of(),
                Decision.Exposure.NONE);
    }

    private static SlateRecord slate(SlateRecord.ShownItem... items) {
        return new SlateRecord(
                SLATE,
                TIME,
                Subject.session("s"),
                "home",
                "m-2026",
                "greedy",
                Map.of("b", "2", "a", "1"),
                11,
                List.of(items));
    }
}
