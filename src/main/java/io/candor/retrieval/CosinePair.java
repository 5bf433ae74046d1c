package io.candor.retrieval;

/**
 * A cosine that is taken not to be exceeded in a scan, measured at two depths: deeper searches miss a smaller share by the same one.
 *
 * @param at10 for 10 to 99 rows, above 0 to 1; 1 is exact. Fewer are always searched exactly, since a miss weighs more there
 * @param at100 for 100 rows and more, above 0 to {@code at10}
 */
record CosinePair(float at10, float at100) {
    static final CosinePair EXACT = new CosinePair(1, 1);

    CosinePair {
        if (!(at100 > 0 && at100 <= at10 && at10 <= 1)) {
            throw new IllegalArgumentException(
                    "cosines must be above 0 to 1, the deeper the smaller, were " + at10 + ", " + at100);
        }
    }

    float at(int k) {
        if (k < 10) {
            return 1;
        }
        return k < 100 ? at10 : at100;
    }

    boolean isExact() {
        return at100 == 1;
    }
}
