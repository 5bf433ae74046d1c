package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.Bits;
import org.jspecify.annotations.Nullable;

/**
 * The set of items that a request may be shown, kept from one request to the next: most take few items out, and putting those back
 * costs less than going through a large catalogue. Not thread-safe.
 */
final class AllowedSet {
    private final OrdinalList removed = new OrdinalList();
    private Bits bits = new Bits(0);
    private @Nullable Bits eligible;
    private boolean reshaped = true;

    /** Begins with the items that may be shown at a time; allocates when the catalogue has another size. */
    void begin(CatalogSnapshot catalog, long nowMillis) {
        Bits now = catalog.eligibleAt(nowMillis);
        if (bits.size() != catalog.size()) {
            bits = new Bits(catalog.size());
            reshaped = true;
        }
        if (reshaped || now != eligible) {
            fill(now);
        } else {
            for (int i = 0; i < removed.size(); i++) {
                bits.set(removed.at(i));
            }
        }
        eligible = now;
        reshaped = false;
        removed.clear();
    }

    private void fill(@Nullable Bits now) {
        if (now == null) {
            bits.setAll();
        } else {
            bits.copyFrom(now);
        }
    }

    /** Takes an item out; one below 0 is none. */
    void remove(int ordinal) {
        if (ordinal >= 0 && bits.get(ordinal)) {
            bits.clear(ordinal);
            removed.addKnown(ordinal);
        }
    }

    /** Keeps what another set of this size holds. */
    void retain(Bits others) {
        reshaped = true;
        bits.and(others);
    }

    /** Takes out what another set of this size holds. */
    void removeAll(Bits others) {
        reshaped = true;
        bits.andNot(others);
    }

    /** Returns the set, valid until the next request begins; not to be modified. */
    Bits bits() {
        return bits;
    }
}
