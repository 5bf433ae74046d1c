package io.candor.model;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The item rows or the user rows of a bundle being written: ids and vectors, one row at a time. The first row fixes the
 * dimension. Close it when all rows are there; then they are durable. Not thread-safe.
 */
public final class FactorRows implements Closeable {
    private final String file;
    private final ByteSink factors;
    private final IdTableWriter ids;
    private int dims;
    private boolean closed;

    FactorRows(Path factorFile, Path idFile) throws IOException {
        file = String.valueOf(factorFile.getFileName());
        factors = new ByteSink(factorFile);
        ids = new IdTableWriter(idFile);
    }

    /** Returns the number of rows so far. */
    public int rows() {
        return ids.size();
    }

    /** Returns the length of every vector, 0 before the first row. */
    public int dims() {
        return dims;
    }

    /**
     * Appends a row unless it cannot be one; returns why it was refused, if it was, and then nothing has changed.
     *
     * @param vector not modified, not retained
     */
    public Optional<String> offer(String id, float[] vector) throws IOException {
        Optional<String> problem = problemWith(vector).or(() -> notFinite(vector));
        if (problem.isEmpty()) {
            problem = ids.offer(id);
        }
        if (problem.isEmpty()) {
            append(vector);
        }
        return problem;
    }

    /**
     * Appends a row.
     *
     * @param vector not modified, not retained
     * @throws IllegalArgumentException when the id is empty, too long, or there already, or the vector of another length
     *     than the first; the message names the row
     * @throws CandorException BUNDLE_NOT_FINITE when a value is NaN or infinite
     */
    public void add(String id, float[] vector) throws IOException {
        Optional<String> notFinite = notFinite(vector);
        if (notFinite.isPresent()) {
            throw new CandorException(
                    ErrorCode.BUNDLE_NOT_FINITE, file + ", row " + (rows() + 1) + ": " + notFinite.get());
        }
        Optional<String> problem = offer(id, vector);
        if (problem.isPresent()) {
            throw new IllegalArgumentException(file + ", row " + (rows() + 1) + ": " + problem.get());
        }
    }

    private Optional<String> problemWith(float[] vector) {
        if (vector.length == 0) {
            return Optional.of("vector has no values");
        }
        if (dims != 0 && vector.length != dims) {
            return Optional.of("vector has " + vector.length + " values, expected " + dims);
        }
        return Optional.empty();
    }

    private static Optional<String> notFinite(float[] vector) {
        int at = Floats.firstNotFinite(vector);
        return at < 0 ? Optional.empty() : Optional.of("dimension " + (at + 1) + " is " + vector[at]);
    }

    private void append(float[] vector) throws IOException {
        dims = vector.length;
        for (float value : vector) {
            factors.putFloat(value);
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            factors.close();
            ids.finish();
        }
    }

    /** Closes the files without completing them. */
    void abandon() throws IOException {
        closed = true;
        factors.close();
        ids.close();
    }
}
