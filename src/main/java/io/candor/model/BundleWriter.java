package io.candor.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.catalog.CodedItem;
import io.candor.catalog.ColumnsFile;
import io.candor.catalog.Item;
import io.candor.catalog.ItemCodec;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a bundle: first the rows, then what is measured over them, then {@link #finish}, and only then is there anything
 * under the target's name.
 *
 * <pre>{@code
 * try (BundleWriter writer = BundleWriter.create(target)) {
 *     writer.items(itemIds::get, itemFactors);            // or row by row: try (FactorRows rows = writer.itemRows()) …
 *     writer.users(userIds::get, userFactors);
 *     writer.itemBias(bias);
 *     writer.index(builder.build(writer.itemFactors(), writer.userFactors(), writer.directory()));
 *     writer.finish(description);
 * }
 * }</pre>
 *
 * <p>Every file that lies in {@link #directory} when {@code finish} is called becomes part of the bundle, is made durable
 * and gets its length and CRC-32C into the manifest; so an index or a hold-out file is added by writing it there. Closing
 * without {@code finish} removes everything. Heap use does not grow with the factors. Not thread-safe.
 */
public final class BundleWriter implements AutoCloseable {
    private final StagingDirectory staging;
    private final Arena arena = Arena.ofShared();
    private final Map<String, Integer> columns = new HashMap<>();
    private @Nullable FactorRows items;
    private @Nullable FactorRows users;
    private @Nullable FactorMatrix itemFactors;
    private @Nullable FactorMatrix userFactors;
    private JsonNode index = JsonNodeFactory.instance.objectNode();
    private boolean closed;

    private BundleWriter(StagingDirectory staging) {
        this.staging = staging;
    }

    /**
     * Begins a bundle that will lie at {@code target}; parents are created.
     *
     * @throws CandorException USAGE when there is something already
     */
    public static BundleWriter create(Path target) throws IOException {
        return new BundleWriter(StagingDirectory.beside(target));
    }

    /**
     * Refuses a directory that {@link #create} would refuse, for those who have long work to do before.
     *
     * @throws CandorException when something is there already
     */
    public static void requireFree(Path target) throws IOException {
        StagingDirectory.refuseIfTaken(target.toAbsolutePath().normalize());
    }

    /** Returns where the files lie until the bundle is finished; plain files written here become part of it. */
    public Path directory() {
        return staging.path();
    }

    /** Begins the item rows; once. Close them before anything below is called. */
    public FactorRows itemRows() throws IOException {
        if (items != null) {
            throw new IllegalStateException("the item rows were begun already");
        }
        items = rows(BundleFiles.ITEMS, BundleFiles.ITEM_IDS);
        return items;
    }

    /** Begins the user rows; once. A bundle without users is whole. */
    public FactorRows userRows() throws IOException {
        if (users != null) {
            throw new IllegalStateException("the user rows were begun already");
        }
        users = rows(BundleFiles.USERS, BundleFiles.USER_IDS);
        return users;
    }

    private FactorRows rows(String factorFile, String idFile) throws IOException {
        return new FactorRows(staging.resolve(factorFile), staging.resolve(idFile));
    }

    /** Writes all item rows; the id of row i is {@code idOf.apply(i)}. Throws as {@link FactorRows#add} does. */
    public void items(IntFunction<String> idOf, FactorMatrix factors) throws IOException {
        try (FactorRows rows = itemRows()) {
            addAll(rows, idOf, factors);
        }
    }

    /** Writes all user rows; the id of row i is {@code idOf.apply(i)}. Throws as {@link FactorRows#add} does. */
    public void users(IntFunction<String> idOf, FactorMatrix factors) throws IOException {
        try (FactorRows rows = userRows()) {
            addAll(rows, idOf, factors);
        }
    }

    private static void addAll(FactorRows rows, IntFunction<String> idOf, FactorMatrix factors) throws IOException {
        float[] row = new float[factors.dims()];
        for (int i = 0; i < factors.rows(); i++) {
            factors.copyRow(i, row, 0);
            rows.add(idOf.apply(i), row);
        }
    }

    /** Returns the item factors as they were written, mapped; valid until the bundle is finished or closed. */
    public FactorMatrix itemFactors() throws IOException {
        if (itemFactors == null) {
            FactorRows rows = complete(items, "item");
            if (rows.rows() == 0) {
                throw new CandorException(ErrorCode.IMPORT_INVALID, "a bundle needs at least one item, found none");
            }
            itemFactors = mapped(BundleFiles.ITEMS, rows.rows(), rows.dims());
        }
        return itemFactors;
    }

    /** Returns the user factors as they were written, mapped; no rows when there are no users. Valid as the items are. */
    public FactorMatrix userFactors() throws IOException {
        if (userFactors == null) {
            int dims = itemFactors().dims();
            if (users == null) {
                userRows().close();
            }
            FactorRows rows = complete(users, "user");
            if (rows.rows() > 0 && rows.dims() != dims) {
                throw new CandorException(
                        ErrorCode.BUNDLE_DIMENSION_MISMATCH,
                        "item vectors have " + dims + " values, user vectors " + rows.dims());
            }
            userFactors = mapped(BundleFiles.USERS, rows.rows(), dims);
        }
        return userFactors;
    }

    private static FactorRows complete(@Nullable FactorRows rows, String kind) {
        if (rows == null || !rows.isClosed()) {
            throw new IllegalStateException("the " + kind + " rows must be written and closed first");
        }
        return rows;
    }

    private FactorMatrix mapped(String file, int rows, int dims) throws IOException {
        return FactorMatrix.over(MappedFiles.map(staging.resolve(file), arena), rows, dims);
    }

    /** Writes one bias an item. The columns below throw BUNDLE_NOT_FINITE when a value is not finite. */
    public void itemBias(FloatColumn column) throws IOException {
        column(BundleFiles.ITEM_BIAS, column);
    }

    /** Writes one bias a user. */
    public void userBias(FloatColumn column) throws IOException {
        column(BundleFiles.USER_BIAS, column);
    }

    /** Writes how often each item occurred in the training data. */
    public void itemPopularity(FloatColumn column) throws IOException {
        column(BundleFiles.ITEM_POPULARITY, column);
    }

    /** Writes decayed occurrence counts of the items. */
    public void itemTrend(FloatColumn column) throws IOException {
        column(BundleFiles.ITEM_TREND, column);
    }

    private void column(String file, FloatColumn column) throws IOException {
        columns.put(file, column.size());
        try (ByteSink sink = new ByteSink(staging.resolve(file))) {
            for (int i = 0; i < column.size(); i++) {
                if (!Float.isFinite(column.at(i))) {
                    throw new CandorException(
                            ErrorCode.BUNDLE_NOT_FINITE, file + ", row " + (i + 1) + ": is " + column.at(i));
                }
                sink.putFloat(column.at(i));
            }
        }
    }

    /**
     * Writes YᵀY of the items; computed by {@link #finish} when this is not called.
     *
     * @param gram shape (dims × dims), row-major; not modified, not retained
     */
    public void gram(double[] gram) throws IOException {
        int dims = itemFactors().dims();
        if (gram.length != dims * dims) {
            throw new IllegalArgumentException(
                    "gram must be " + dims + " × " + dims + ", has " + gram.length + " values");
        }
        try (ByteSink sink = new ByteSink(staging.resolve(BundleFiles.GRAM))) {
            for (double value : gram) {
                if (!Double.isFinite(value)) {
                    throw new CandorException(ErrorCode.BUNDLE_NOT_FINITE, BundleFiles.GRAM + ": holds " + value);
                }
                sink.putDouble(value);
            }
        }
    }

    /** Writes what is known of items, one line each; items without factors are welcome. Does not close the stream. */
    public void itemAttributes(Stream<Item> attributes) throws IOException {
        try (ByteSink sink = new ByteSink(staging.resolve(BundleFiles.ATTRIBUTES))) {
            for (Iterator<Item> i = attributes.iterator(); i.hasNext(); ) {
                sink.put(ItemCodec.encode(i.next()));
                sink.put(new byte[] {'\n'});
            }
        }
    }

    /** Says what the index files are; goes into the manifest as it is. */
    public void index(JsonNode description) {
        index = description.deepCopy();
    }

    /**
     * Completes the bundle, makes it durable and puts it in place; it is whole or not there at all.
     *
     * @throws CandorException BUNDLE_DIMENSION_MISMATCH when the parts do not fit together, USAGE when meanwhile there
     *     is something at the target
     */
    public ModelManifest finish(ModelDescription description) throws IOException {
        FactorMatrix itemRows = itemFactors();
        FactorMatrix userRows = userFactors();
        if (!Files.exists(staging.resolve(BundleFiles.GRAM))) {
            gram(Gram.of(itemRows));
        }
        for (Map.Entry<String, Integer> column : columns.entrySet()) {
            boolean ofUsers = column.getKey().equals(BundleFiles.USER_BIAS);
            checkLength(column.getKey(), ofUsers ? userRows.rows() : itemRows.rows(), column.getValue());
        }
        writeColumns();
        Map<String, ModelManifest.FileEntry> files = new HashMap<>();
        for (String file : staging.files()) {
            files.put(file, Checksum.seal(staging.resolve(file)));
        }
        ModelManifest manifest = description.manifest(itemRows.dims(), itemRows.rows(), userRows.rows(), index, files);
        try (ByteSink sink = new ByteSink(staging.resolve(BundleFiles.MANIFEST))) {
            sink.put(ManifestCodec.encode(manifest));
        }
        release();
        staging.publish();
        return manifest;
    }

    /** Writes the item attributes once more, in the form in which they are loaded. */
    private void writeColumns() throws IOException {
        Path lines = staging.resolve(BundleFiles.ATTRIBUTES);
        if (Files.exists(lines)) {
            MappedIdTable ids = MappedIdTable.over(
                    MappedFiles.map(staging.resolve(BundleFiles.ITEM_IDS), arena), BundleFiles.ITEM_IDS);
            try (Stream<CodedItem> items = AttributeLines.items(MappedFiles.map(lines, arena))) {
                ColumnsFile.write(ids, items, staging.resolve(BundleFiles.ITEM_COLUMNS));
            }
        }
    }

    private static void checkLength(String file, int expected, int found) {
        if (expected != found) {
            throw new CandorException(
                    ErrorCode.BUNDLE_DIMENSION_MISMATCH, file + ": expected " + expected + " values, found " + found);
        }
    }

    private void release() {
        if (!closed) {
            closed = true;
            arena.close();
        }
    }

    /** Removes what was written unless the bundle was finished. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        release();
        if (items != null) {
            items.abandon();
        }
        if (users != null) {
            users.abandon();
        }
        staging.discard();
    }
}
