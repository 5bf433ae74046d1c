package io.candor.retrieval;

import io.candor.math.Bits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One way to search, as the benchmark drives it: single-threaded. */
interface BenchEngine extends AutoCloseable {
    String name();

    /** Returns whether recall depends on ef. */
    boolean hasEf();

    /** Sets the rows allowed from now on, null for all; not timed. */
    void allow(@Nullable Bits allowed);

    /**
     * Writes the best rows it finds to {@code ordinals[0 .. k)}.
     *
     * @return how many it found
     */
    int search(float[] query, int k, int ef, int[] ordinals) throws IOException;

    @Override
    default void close() throws IOException {}
}
