package io.candor.profile;

import com.github.benmanes.caffeine.cache.Cache;
import io.candor.event.Event;
import io.candor.event.Subject;
import io.candor.profile.ProfileCache.Load;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The subjects of one hash class: their pending events and the loads under way. All writing to their cached profiles happens
 * under its lock; reading them does not.
 *
 * <p>Why a loaded profile is exact: a load starts with the pending events and is given every event that is accepted while
 * it is under way; whatever was stored and committed before it began, storage returns. So between them nothing is missing,
 * and what stands in both has one id and is taken once. Why a cached profile stays exact: an event that is accepted is added
 * when it cannot have been among what storage returned, being received later than all of that; else the profile is dropped.
 */
final class CacheStripe {
    /** Folds that are made without the lock before one is made with it. */
    private static final int FREE_FOLDS = 2;

    private final Cache<Subject, CachedProfile> profiles;
    private final Tombstones tombstones;
    private final int maxItems;
    private final PendingEvents pending;
    private final Map<Subject, List<Load>> loads = new HashMap<>();
    private int loading;

    CacheStripe(Cache<Subject, CachedProfile> profiles, Tombstones tombstones, int maxItems, int maxPending) {
        this.profiles = profiles;
        this.tombstones = tombstones;
        this.maxItems = maxItems;
        this.pending = new PendingEvents(maxPending);
    }

    synchronized void accepted(PendingEvent accepted) {
        Subject owner = accepted.owner();
        if (tombstones.cover(accepted.event(), owner)) {
            return;
        }
        if (pending.isStored(accepted.sequence())) {
            profiles.invalidate(owner);
        } else if (pending.add(accepted)) {
            extendCached(owner, accepted.event());
        } else {
            return;
        }
        for (Load load : loads.getOrDefault(owner, List.of())) {
            load.add(accepted.event());
        }
    }

    synchronized void projected(long upToSequence) {
        pending.stored(upToSequence);
    }

    Profile pending(Subject subject) {
        List<Event> events;
        synchronized (this) {
            events = pending.of(subject);
        }
        return Profile.empty(subject, maxItems).plus(events);
    }

    synchronized Load begin(Subject subject) {
        Load load = new Load(subject, pending.of(subject), !pending.hasGap(subject));
        loads.computeIfAbsent(subject, s -> new ArrayList<>()).add(load);
        loading++;
        return load;
    }

    Profile finish(Load load, List<Event> stored) {
        for (int attempt = 0; attempt < FREE_FOLDS; attempt++) {
            int version;
            List<Event> meanwhile;
            synchronized (this) {
                version = load.version();
                meanwhile = load.events();
            }
            CachedProfile folded = fold(load.subject(), stored, meanwhile);
            synchronized (this) {
                if (load.version() == version) {
                    return publish(load, folded);
                }
            }
        }
        synchronized (this) {
            return publish(load, fold(load.subject(), stored, load.events()));
        }
    }

    synchronized void abandon(Load load) {
        close(load);
    }

    synchronized void invalidate(Subject subject) {
        profiles.invalidate(subject);
        for (Load load : loads.getOrDefault(subject, List.of())) {
            load.outdate();
        }
    }

    synchronized void outdateLoads() {
        loads.forEach((subject, concerned) -> concerned.forEach(Load::outdate));
    }

    synchronized void forget() {
        pending.removeIf(p -> tombstones.cover(p.event(), p.owner()));
        loads.forEach((subject, concerned) -> concerned.forEach(Load::touch));
    }

    /** Takes out what is pending of a subject whose events are no longer its own. */
    synchronized Moved leave(Subject from) {
        invalidate(from);
        long gap = pending.gap(from);
        return new Moved(List.copyOf(pending.remove(from)), gap);
    }

    /** Takes in what was pending of a subject that was merged into another. */
    synchronized void join(Subject into, Moved moved) {
        for (PendingEvent event : moved.events()) {
            accepted(new PendingEvent(event.sequence(), into, event.event()));
        }
        pending.openGap(into, moved.gap());
        invalidate(into);
    }

    synchronized int pendingEvents() {
        return pending.size();
    }

    synchronized long dropped() {
        return pending.dropped();
    }

    synchronized int loading() {
        return loading;
    }

    private void extendCached(Subject owner, Event event) {
        CachedProfile cached = quietly(owner);
        if (cached == null) {
            return;
        }
        if (cached.isNew(event)) {
            profiles.put(owner, cached.plus(event));
        } else {
            profiles.invalidate(owner);
        }
    }

    private @Nullable CachedProfile quietly(Subject owner) {
        return profiles.policy().getIfPresentQuietly(owner);
    }

    private CachedProfile fold(Subject subject, Collection<Event> stored, Collection<Event> meanwhile) {
        List<Event> all = new ArrayList<>(stored.size() + meanwhile.size());
        Set<UUID> ids = new HashSet<>();
        long receivedMillis = Times.NEVER;
        for (Event event : stored) {
            receivedMillis = Math.max(receivedMillis, event.receivedMillis());
            take(event, subject, ids, all);
        }
        for (Event event : meanwhile) {
            take(event, subject, ids, all);
        }
        return new CachedProfile(Profile.empty(subject, maxItems).plus(all), receivedMillis);
    }

    private void take(Event event, Subject subject, Set<UUID> ids, List<Event> into) {
        if (!tombstones.cover(event, subject) && ids.add(event.id())) {
            into.add(event);
        }
    }

    private Profile publish(Load load, CachedProfile folded) {
        close(load);
        if (load.isKept()) {
            profiles.put(load.subject(), folded);
        }
        return folded.profile();
    }

    private void close(Load load) {
        List<Load> open = loads.get(load.subject());
        if (open == null || !open.remove(load)) {
            throw new IllegalStateException("the load is not open");
        }
        if (open.isEmpty()) {
            loads.remove(load.subject());
        }
        loading--;
    }

    /**
     * What is pending of a subject.
     *
     * @param gap up to which sequence events of it were given up
     */
    record Moved(List<PendingEvent> events, long gap) {}
}
