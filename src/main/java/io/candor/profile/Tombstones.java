package io.candor.profile;

import io.candor.event.Erasure;
import io.candor.event.Event;
import io.candor.event.Subject;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The latest 10,000 erasures, so that what they concern does not come back by a late event or an early answer of storage.
 * Thread-safe; reads take no lock.
 */
final class Tombstones {
    private static final int MAX = 10_000;

    private final Map<Long, Erasure> byHash = new ConcurrentHashMap<>();
    private final Set<Long> oldestFirst = new LinkedHashSet<>();

    synchronized void add(Erasure erasure) {
        byHash.merge(erasure.subjectHash(), erasure, (a, b) -> b.timeMillis() < a.timeMillis() ? a : b);
        oldestFirst.remove(erasure.subjectHash());
        oldestFirst.add(erasure.subjectHash());
        if (oldestFirst.size() > MAX) {
            Iterator<Long> oldest = oldestFirst.iterator();
            byHash.remove(oldest.next());
            oldest.remove();
        }
    }

    /** Returns whether the event is erased, be it as one of its subject or of who that was merged into. */
    boolean cover(Event event, Subject owner) {
        return !byHash.isEmpty()
                && (covers(event, owner) || (!event.subject().equals(owner) && covers(event, event.subject())));
    }

    private boolean covers(Event event, Subject subject) {
        Erasure erasure = byHash.get(subject.hash());
        return erasure != null && event.timeMillis() <= erasure.timeMillis() && erasure.concerns(subject);
    }
}
