package io.candor.serving;

/**
 * A bounded set of 128-bit keys that forgets the oldest: two generations, of which the younger takes new keys until it is full
 * or has lasted a window; then it becomes the older one, and what was that is forgotten. Thread-safe by its lock.
 */
final class RecentKeys {
    private final int perGeneration;
    private final long windowNanos;
    private LongPairSet young;
    private LongPairSet old;
    private long bornNanos;

    RecentKeys(int perGeneration, long windowNanos, long nowNanos) {
        this.perGeneration = perGeneration;
        this.windowNanos = windowNanos;
        this.young = new LongPairSet();
        this.old = new LongPairSet();
        this.bornNanos = nowNanos;
    }

    /** Returns whether the key was not known; it is from now on. */
    synchronized boolean add(long high, long low, long nowNanos) {
        turn(nowNanos);
        if (old.contains(high, low) || !young.add(high, low)) {
            return false;
        }
        if (young.size() >= perGeneration) {
            begin(nowNanos);
        }
        return true;
    }

    synchronized boolean contains(long high, long low, long nowNanos) {
        turn(nowNanos);
        return young.contains(high, low) || old.contains(high, low);
    }

    private void turn(long nowNanos) {
        long age = nowNanos - bornNanos;
        if (age >= 2 * windowNanos) {
            begin(nowNanos);
            old = new LongPairSet();
        } else if (age >= windowNanos) {
            begin(bornNanos + windowNanos);
        }
    }

    private void begin(long atNanos) {
        old = young;
        young = new LongPairSet();
        bornNanos = atNanos;
    }
}
