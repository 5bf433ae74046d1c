package io.candor.exploration;

/** A pool without what is pinned: candidate 0 is the first that is not, slot 0 the first that is free. Reusable. */
final class OpenSlots {
    private DrawPool pool = new DrawPool(0);
    private int pinned;

    void over(DrawPool whole) {
        pool = whole;
        pinned = whole.pinned();
    }

    /** Returns how many candidates there are; N in formulas. */
    int size() {
        return pool.size() - pinned;
    }

    /** Returns how many slots are to be filled, at most as many as there are candidates; L in formulas. */
    int slots() {
        return pool.slateSize() - pinned;
    }

    float score(int candidate) {
        return pool.score(pinned + candidate);
    }

    float logit(int candidate) {
        return pool.logit(pinned + candidate);
    }
}
