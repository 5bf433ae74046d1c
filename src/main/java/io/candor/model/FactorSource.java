package io.candor.model;

import java.io.IOException;

/** Vectors from elsewhere, read once, in the order of the file. */
interface FactorSource {
    /** Takes what a source finds. */
    interface Sink {
        /**
         * Takes a row.
         *
         * @param place where it stands, for a person ({@code line 7})
         * @param id its id; empty when the format has none
         * @param vector the caller's own
         */
        void row(String place, String id, float[] vector) throws IOException;

        /** Takes something that is not a row. */
        void reject(String place, String why);
    }

    /** Hands everything to the sink. */
    void readInto(Sink sink) throws IOException;

    /** Returns whether rows come with ids of their own. */
    boolean hasIds();
}
