package io.candor.http;

import io.candor.access.ApiKey;
import io.candor.access.KeyRing;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A ring with the bucket of each of its limited keys. Immutable but for what is in the buckets; thread-safe. */
final class LiveKeys {
    private final KeyRing ring;
    /** By index in the ring; null where there is no limit. */
    private final @Nullable RateBucket[] buckets;

    LiveKeys(KeyRing ring, KeyRates rates, LongSupplier nanoTime) {
        this(ring, rates, nanoTime, Map.of());
    }

    private LiveKeys(KeyRing ring, KeyRates rates, LongSupplier nanoTime, Map<String, RateBucket> before) {
        this.ring = ring;
        this.buckets = new @Nullable RateBucket[ring.size()];
        for (int i = 0; i < buckets.length; i++) {
            ApiKey key = ring.key(i);
            var limit = key.rate().orElse(rates.of(key.kind()));
            RateBucket old = before.get(key.id());
            if (old != null && old.limit().equals(limit)) {
                buckets[i] = old;
            } else if (!limit.isUnlimited()) {
                buckets[i] = new RateBucket(limit, nanoTime);
            }
        }
    }

    /** Returns those of another ring; keys of both whose limit is the same keep what is in their bucket. */
    LiveKeys with(KeyRing other, KeyRates rates, LongSupplier nanoTime) {
        Map<String, RateBucket> before = new HashMap<>();
        for (int i = 0; i < buckets.length; i++) {
            RateBucket bucket = buckets[i];
            if (bucket != null) {
                before.put(ring.key(i).id(), bucket);
            }
        }
        return new LiveKeys(other, rates, nanoTime, before);
    }

    KeyRing ring() {
        return ring;
    }

    /** Returns the bucket of the key of that index in the ring; null when it has no limit. */
    @Nullable
    RateBucket bucket(int index) {
        return buckets[index];
    }
}
