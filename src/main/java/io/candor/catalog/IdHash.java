package io.candor.catalog;

import java.nio.charset.StandardCharsets;

/**
 * The 64-bit hash of an id: FNV-1a over its UTF-8 bytes, finished with the SplitMix64 mixer.
 *
 * <p>Stored in model bundles and cursors, so it must never change. Source: Fowler, Noll, Vo, "FNV hash", 1991; Steele,
 * Lea, Flood, "Fast splittable pseudorandom number generators", 2014 (mix64, variant 13 of Stafford). Differs: the two are
 * chained, since FNV-1a alone leaves the low bits of short ids correlated.
 */
public final class IdHash {
    private IdHash() {}

    public static long of(String id) {
        return of(id.getBytes(StandardCharsets.UTF_8));
    }

    public static long of(byte[] utf8) {
        long h = 0xcbf29ce484222325L;
        for (byte b : utf8) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }
}
