package io.candor.model;

import io.candor.catalog.Item;
import io.candor.catalog.NewItemVectors;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * A linear map from what is known of an item ({@link AttributeFeatures}) to its factors, for items the model has not seen: the
 * vector is the intercept plus the sum of the rows of the item's terms. An item with none of the terms has no vector.
 *
 * <pre>
 * "CNAM" | version 1 | dims | terms n
 * n times: length of the term (i32), its UTF-8
 * intercept, then the rows of the terms (f32)
 * </pre>
 *
 * Its checksum stands in the bundle's manifest. Immutable, thread-safe.
 */
public final class AttributeMap implements NewItemVectors {
    private static final int MAGIC = 0x4d414e43;
    private static final int VERSION = 1;

    private final int dims;
    private final Map<String, Integer> rows = new HashMap<>();
    private final float[] weights;

    /**
     * Creates one.
     *
     * @param terms of the rows, none twice
     * @param weights shape ((1 + terms) × dims), row-major, the intercept first; retained
     */
    public AttributeMap(List<String> terms, float[] weights, int dims) {
        if (weights.length != (terms.size() + 1) * dims) {
            throw new IllegalArgumentException(terms.size() + " terms need " + (terms.size() + 1) + " × " + dims
                    + " weights, have " + weights.length);
        }
        this.dims = dims;
        this.weights = weights;
        for (int i = 0; i < terms.size(); i++) {
            rows.put(terms.get(i), i + 1);
        }
    }

    /**
     * Returns what a bundle makes vectors of new items with; none when it has no map.
     *
     * @throws CandorException BUNDLE_CORRUPT or BUNDLE_DIMENSION_MISMATCH when its map is not one, BUNDLE_TOO_NEW
     */
    public static NewItemVectors of(ModelSnapshot snapshot) {
        if (!snapshot.manifest().files().containsKey(BundleFiles.ATTRIBUTE_MAP)) {
            return NewItemVectors.NONE;
        }
        Path file = snapshot.directory().resolve(BundleFiles.ATTRIBUTE_MAP);
        try {
            AttributeMap map = decode(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
            if (map.dims != snapshot.manifest().dims()) {
                throw new CandorException(
                        ErrorCode.BUNDLE_DIMENSION_MISMATCH,
                        BundleFiles.ATTRIBUTE_MAP + ": expected rows of "
                                + snapshot.manifest().dims() + " values, found " + map.dims);
            }
            return map;
        } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
            throw new CandorException(
                    ErrorCode.BUNDLE_CORRUPT, BundleFiles.ATTRIBUTE_MAP + ": cannot be read: " + e, e);
        }
    }

    @Override
    public boolean write(Item item, float[] target, int offset) {
        return write(AttributeFeatures.of(item), target, offset);
    }

    @Override
    public boolean write(Map<String, String> wished, float[] target, int offset) {
        return write(AttributeFeatures.of(wished), target, offset);
    }

    private boolean write(SortedSet<String> terms, float[] target, int offset) {
        boolean found = false;
        for (String term : terms) {
            Integer row = rows.get(term);
            if (row != null) {
                if (!found) {
                    System.arraycopy(weights, 0, target, offset, dims);
                    found = true;
                }
                for (int d = 0; d < dims; d++) {
                    target[offset + d] += weights[row * dims + d];
                }
            }
        }
        return found;
    }

    /** Writes it into the directory of a bundle. */
    public void write(Path directory) throws IOException {
        String[] terms = new String[rows.size()];
        rows.forEach((term, row) -> terms[row - 1] = term);
        try (ByteSink sink = new ByteSink(directory.resolve(BundleFiles.ATTRIBUTE_MAP))) {
            sink.putInt(MAGIC);
            sink.putInt(VERSION);
            sink.putInt(dims);
            sink.putInt(terms.length);
            for (String term : terms) {
                byte[] text = term.getBytes(StandardCharsets.UTF_8);
                sink.putInt(text.length);
                sink.put(text);
            }
            for (float weight : weights) {
                sink.putFloat(weight);
            }
        }
    }

    private static AttributeMap decode(ByteBuffer in) {
        if (in.getInt() != MAGIC) {
            throw new IllegalArgumentException("it does not begin as one");
        }
        int version = in.getInt();
        if (version > VERSION) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TOO_NEW,
                    BundleFiles.ATTRIBUTE_MAP + ": version " + version + ", readable up to " + VERSION);
        }
        int dims = in.getInt();
        String[] terms = new String[count(in)];
        for (int i = 0; i < terms.length; i++) {
            byte[] text = new byte[count(in)];
            in.get(text);
            terms[i] = new String(text, StandardCharsets.UTF_8);
        }
        if (in.remaining() % Float.BYTES != 0) {
            throw new IllegalArgumentException("it ends within a number");
        }
        float[] weights = new float[in.remaining() / Float.BYTES];
        in.asFloatBuffer().get(weights);
        for (float weight : weights) {
            if (!Float.isFinite(weight)) {
                throw new IllegalArgumentException("it has the weight " + weight);
            }
        }
        return new AttributeMap(Arrays.asList(terms), weights, dims);
    }

    /** Returns a number of things that take a byte each at least. */
    private static int count(ByteBuffer in) {
        int count = in.getInt();
        if (count < 0 || count > in.remaining()) {
            throw new IllegalArgumentException(count + " things in " + in.remaining() + " bytes");
        }
        return count;
    }
}
