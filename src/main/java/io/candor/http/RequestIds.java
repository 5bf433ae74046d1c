package io.candor.http;

import io.candor.event.TimeOrderedIds;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Request ids: {@link TimeOrderedIds} as text. Not thread-safe: one per event loop. */
public final class RequestIds {
    private final TimeOrderedIds ids;

    public RequestIds(InstantSource clock, RandomGenerator random) {
        this.ids = new TimeOrderedIds(clock, random);
    }

    /** Returns the next id in its canonical form: 36 lower-case characters. */
    public String next() {
        return ids.next().toString();
    }
}
