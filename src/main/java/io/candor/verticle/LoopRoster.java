package io.candor.verticle;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which verticles stand on which event loops: proof that every loop has its whole set. Thread-safe. */
public final class LoopRoster {
    private final Map<String, Set<Long>> loopsByRole = new TreeMap<>();

    /** Notes that a verticle of this role stands on the calling event loop. */
    synchronized void join(String role) {
        loopsByRole
                .computeIfAbsent(role, r -> new TreeSet<>())
                .add(Thread.currentThread().threadId());
    }

    /** Throws {@link IllegalStateException} unless every role stands on the same {@code loops} event loops. */
    public synchronized void check(int loops) {
        boolean whole = loopsByRole.values().stream().allMatch(set -> set.size() == loops)
                && loopsByRole.values().stream().distinct().count() == 1;
        if (!whole) {
            throw new IllegalStateException("of " + loops + " event loops not all have every verticle: " + loopsByRole);
        }
    }
}
