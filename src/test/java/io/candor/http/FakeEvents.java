package io.candor.http;

import io.candor.event.Event;
import io.candor.event.SlateRecord;
import io.candor.event.SlateTokens;
import io.candor.event.Subject;
import io.candor.event.TimeOrderedIds;
import io.candor.event.TokenKeys;
import io.candor.serving.EventIntake;
import io.candor.serving.RecentEvents;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** An event log in memory, whose time stands still, with the real intake before it. */
final class FakeEvents implements EventService {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final TokenKeys KEYS = TokenKeys.of(new byte[32]);

    final List<Event> stored = new CopyOnWriteArrayList<>();
    volatile Optional<Throwable> failure = Optional.empty();

    private final RecentEvents recent = new RecentEvents(Duration.ofHours(1), 100_000, () -> 0);

    EventIntake intake() {
        InstantSource clock = InstantSource.fixed(NOW);
        return new EventIntake(
                tokens(),
                (subject, time) -> subject.id().equals("erased"),
                new TimeOrderedIds(clock, new SplittableRandom(3)),
                clock,
                Duration.ofDays(1825));
    }

    /** Returns the token of a slate of three items {@code a}, {@code b}, {@code c}, made a minute ago. */
    static String token(Subject subject) {
        return token(
                subject,
                List.of(
                        new SlateRecord.ShownItem("a", 0.5),
                        new SlateRecord.ShownItem("b", 0.25),
                        new SlateRecord.ShownItem("c", 1)));
    }

    static String token(Subject subject, List<SlateRecord.ShownItem> items) {
        return tokens().issue(new SlateRecord(
                UUID.fromString("0199a0b0-0000-7000-8000-000000000001"),
                NOW.toEpochMilli() - 60_000,
                subject,
                "home",
                "m-2",
                "greedy",
                Map.of(),
                1,
                items));
    }

    private static SlateTokens tokens() {
        return new SlateTokens(KEYS, Duration.ofDays(1), InstantSource.fixed(NOW));
    }

    @Override
    public Future<Receipt> accept(List<Event> events, long deadlineNanos) {
        if (failure.isPresent()) {
            return Future.failedFuture(failure.orElseThrow());
        }
        List<Receipt.Fate> fates = new ArrayList<>();
        for (Event event : events) {
            boolean first = recent.first(event);
            fates.add(first ? Receipt.Fate.FIRST : Receipt.Fate.DUPLICATE);
            if (first) {
                stored.add(event);
            }
        }
        return Future.succeededFuture(new Receipt(fates));
    }
}
