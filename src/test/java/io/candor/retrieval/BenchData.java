package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Items and queries to measure with.
 *
 * @param name as it stands in the report
 * @param items outside the heap, as in a served bundle
 * @param queries shape (queries × dims)
 */
record BenchData(String name, FactorMatrix items, FactorMatrix queries) {
    /** Returns the factors of a matrix factorisation by the prefix of its files, null when they are not there. */
    static @Nullable BenchData factors(Path data, String prefix, Consumer<String> notes) throws IOException {
        Path directory = data.resolve("mf-factors");
        Path items = directory.resolve(prefix + "_items_64d.fvecs");
        Path users = directory.resolve(prefix + "_user_queries_64d.fvecs");
        if (!Files.exists(items) || !Files.exists(users)) {
            notes.accept("skipped: iALS factors " + prefix + ", there is no " + items);
            return null;
        }
        return new BenchData("ials-" + prefix, read(items), read(users));
    }

    /** Returns word vectors, null when they are not there. */
    static @Nullable BenchData words(Path data, Consumer<String> notes) throws IOException {
        Path directory = data.resolve("glove-wink-100d");
        Path base = directory.resolve("base.fvecs.gz");
        if (!Files.exists(base)) {
            notes.accept("skipped: GloVe, there is no " + base);
            return null;
        }
        return new BenchData("glove", read(base), read(directory.resolve("query.fvecs")));
    }

    /** Returns items and queries that are drawn alike, see {@link GeneratedFactors}. */
    static BenchData generated(int rows, int dims, int queries, long seed) {
        GeneratedFactors factors = new GeneratedFactors(dims, seed);
        return new BenchData("generated-" + rows / 1000 + "k", factors.rows(rows), factors.rows(queries));
    }

    /** Reads fvecs: an int32 with the dimension before the float32 values of every vector, little-endian. */
    private static FactorMatrix read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream in =
                        file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : new DataInputStream(raw)) {
            bytes = in.readAllBytes();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int dims = buffer.getInt(0);
        int rows = bytes.length / (Float.BYTES * (dims + 1));
        float[] flat = new float[rows * dims];
        for (int r = 0; r < rows; r++) {
            buffer.position(Float.BYTES * (r * (dims + 1) + 1));
            for (int d = 0; d < dims; d++) {
                flat[r * dims + d] = buffer.getFloat();
            }
        }
        return GeneratedFactors.outsideHeap(flat, dims);
    }
}
