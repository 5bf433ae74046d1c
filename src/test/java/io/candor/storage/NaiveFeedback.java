package io.candor.storage;

import io.candor.event.Decision;
import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.LogEntry;
import io.candor.event.Merge;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the tables must hold after entries that arrived in the order of their times: lists, and loops over them. */
final class NaiveFeedback {
    private final Map<UUID, Event> events = new LinkedHashMap<>();
    private final Map<UUID, Owned> decisions = new LinkedHashMap<>();
    private final Map<Subject, Long> erasedUntil = new HashMap<>();

    /** A slate and whose it is now. */
    private record Owned(Subject owner, Decision decision) {}

    void apply(LogEntry entry) {
        switch (entry) {
            case Event event -> events.putIfAbsent(event.id(), event);
            case Decision decision ->
                decisions.putIfAbsent(
                        decision.slate().requestId(), new Owned(decision.slate().subject(), decision));
            case Erasure erasure -> erase(erasure);
            case Merge merge -> merge(merge);
        }
    }

    private void erase(Erasure erasure) {
        events.values().removeIf(event -> erasure.concerns(event.subject()));
        decisions.values().removeIf(owned -> erasure.concerns(owned.owner));
        List<Subject> known = new ArrayList<>(erasedUntil.keySet());
        known.stream().filter(erasure::concerns).forEach(subject -> erasedUntil.put(subject, erasure.timeMillis()));
    }

    /** Lets erasures be found by subject: they name it by digest only. */
    void know(Subject subject) {
        erasedUntil.putIfAbsent(subject, Long.MIN_VALUE);
    }

    private void merge(Merge merge) {
        long erased = erasedUntil.getOrDefault(merge.into(), Long.MIN_VALUE);
        events.values().removeIf(event -> event.subject().equals(merge.from()) && event.receivedMillis() <= erased);
        events.replaceAll((_, event) -> event.subject().equals(merge.from()) ? of(event, merge.into()) : event);
        decisions
                .values()
                .removeIf(owned -> owned.owner.equals(merge.from())
                        && owned.decision.slate().timeMillis() <= erased);
        decisions.replaceAll(
                (_, owned) -> owned.owner.equals(merge.from()) ? new Owned(merge.into(), owned.decision) : owned);
    }

    private static Event of(Event event, Subject subject) {
        return new Event(
                event.id(),
                subject,
                event.item(),
                event.action(),
                event.timeMillis(),
                event.receivedMillis(),
                event.clientMillis(),
                event.shown());
    }

    boolean has(LogEntry entry) {
        return (entry instanceof Event event && events.containsKey(event.id()))
                || (entry instanceof Decision decision
                        && decisions.containsKey(decision.slate().requestId()));
    }

    int size() {
        return events.size();
    }

    /** Returns the events of a subject, by id. */
    Map<UUID, Event> eventsOf(Subject subject) {
        Map<UUID, Event> own = new HashMap<>();
        events.values().stream()
                .filter(event -> event.subject().equals(subject))
                .forEach(event -> own.put(event.id(), event));
        return own;
    }

    /** Returns request → owner and number of items. */
    Map<UUID, String> slates() {
        Map<UUID, String> slates = new HashMap<>();
        decisions.forEach((id, owned) -> slates.put(
                id, owned.owner.key() + " " + owned.decision.impressions().size()));
        return slates;
    }
}
