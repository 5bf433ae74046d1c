package io.candor.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One state of the key file: the keys by id, and whether requests need one. Immutable and thread-safe; {@link #toString}
 * shows ids only.
 */
public final class KeyRing {
    /** Of a file that never held a key: requests need none. */
    public static final KeyRing OPEN = new KeyRing(List.of(), false);

    /** Of a file that held keys and holds none any more: every request is refused. */
    public static final KeyRing CLOSED = new KeyRing(List.of(), true);

    /** What {@link #verify} returns for a text that is no valid key. */
    public static final int NONE = -1;

    /** Ascending. */
    private final long[] ids;
    /** By the same index. */
    private final ApiKey[] keys;

    private final Set<String> origins = new HashSet<>();
    private final boolean required;

    private KeyRing(Collection<ApiKey> all, boolean required) {
        List<ApiKey> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparingLong(key -> KeyText.idNumber(key.id())));
        this.keys = sorted.toArray(ApiKey[]::new);
        this.ids = sorted.stream().mapToLong(key -> KeyText.idNumber(key.id())).toArray();
        this.required = required;
        for (ApiKey key : keys) {
            if (key.isLive()) {
                origins.addAll(key.origins());
            }
        }
    }

    /** Returns the ring of these keys, whose ids differ; {@link #OPEN} when there are none. */
    public static KeyRing of(Collection<ApiKey> keys) {
        return keys.isEmpty() ? OPEN : new KeyRing(keys, true);
    }

    /**
     * Returns the index of the valid key that stands in a text, or {@link #NONE}: malformed, unknown, wrong or revoked.
     *
     * <p>Found by its public id, compared by the hash of the whole text in constant time. Takes no lock, makes no object.
     *
     * @param from where in the text the key begins
     * @param to where it ends, exclusive
     * @param digest of this thread
     */
    public int verify(String text, int from, int to, KeyDigest digest) {
        long id = KeyText.idOf(text, from, to);
        int index = id < 0 ? NONE : Arrays.binarySearch(ids, id);
        if (index < 0) {
            return NONE;
        }
        ApiKey key = keys[index];
        boolean genuine = key.hash().matches(digest.of(text, from));
        return genuine && key.isLive() && KeyText.isOfKind(text, from, key.kind()) ? index : NONE;
    }

    /** Returns the number of keys, revoked ones included. */
    public int size() {
        return keys.length;
    }

    /** Returns the number of keys that are not revoked. */
    public int live() {
        return (int) Arrays.stream(keys).filter(ApiKey::isLive).count();
    }

    /**
     * Returns a key.
     *
     * @param index 0 to {@link #size} - 1, in the order of ids
     */
    public ApiKey key(int index) {
        return keys[index];
    }

    /** Returns whether requests need a key; true for ever once there was one, revoked or not. */
    public boolean isRequired() {
        return required;
    }

    /** Returns whether a valid key is bound to origins, and this is one of them. */
    public boolean knowsOrigin(String origin) {
        return origins.contains(origin);
    }

    /** Returns whether any valid key is bound to origins. */
    public boolean bindsOrigins() {
        return !origins.isEmpty();
    }

    @Override
    public String toString() {
        return "KeyRing" + Arrays.stream(keys).map(ApiKey::id).toList();
    }
}
