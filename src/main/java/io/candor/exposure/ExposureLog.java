package io.candor.exposure;

import java.util.function.Consumer;

/** Slates as they were shown, with what came of them, wherever they are kept. Reading blocks. */
@FunctionalInterface
public interface ExposureLog {
    /**
     * Hands slates on, the newest first, a bounded number of them in memory.
     *
     * @param slates called by one thread, not always the caller's, one slate at a time
     * @return how many there were
     * @throws io.candor.error.CandorException DATASET_INVALID when a file cannot be read or does not hold what is asked for;
     *     DATABASE_UNAVAILABLE and the like
     */
    long read(ExposureQuery query, Consumer<ExposedSlate> slates);
}
