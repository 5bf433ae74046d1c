package io.candor.model;

import io.candor.catalog.CodedItem;
import io.candor.catalog.ColumnsFile;
import io.candor.catalog.IdTable;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An opened model bundle: mapped, verified, immutable, reference-counted.
 *
 * <p>It is born with one reference. Whoever reads it holds one: {@link #tryRetain} before, {@link #release} after. When the
 * last one is released, what was attached with {@link #onClose} is closed and the mapping is undone, so a search never
 * reads unmapped memory. Thread-safe.
 */
public interface ModelSnapshot {
    ModelManifest manifest();

    /** Returns the bundle's directory, in which {@code retrieval} finds its index files. */
    Path directory();

    /** Returns item factors, shape (items × dims). */
    FactorMatrix items();

    /** Returns user factors, shape (users × dims); may have no rows. */
    FactorMatrix users();

    IdTable itemIds();

    IdTable userIds();

    /** Returns one bias an item; zeros when the bundle has none. */
    FloatColumn itemBias();

    /** Returns one bias a user; zeros when the bundle has none. */
    FloatColumn userBias();

    /** Returns how often each item occurred in the training data; zeros when unknown. */
    FloatColumn itemPopularity();

    /** Returns exponentially decayed occurrence counts as of the end of the training data; zeros when unknown. */
    FloatColumn itemTrend();

    /** Returns YᵀY of the item factors, shape (dims × dims), row-major; empty when the bundle has none. A copy. */
    double[] gram();

    /** Streams the item attributes kept in the bundle ({@code items.jsonl}); close it. */
    Stream<CodedItem> itemAttributes();

    /** Returns what these attributes come to as columns; empty when the bundle has none. Lives as long as the snapshot. */
    Optional<ColumnsFile> itemColumns();

    /** Takes a reference unless the snapshot is already closed; returns whether it was taken. */
    boolean tryRetain();

    /** Gives a reference back; the last one closes. */
    void release();

    /** Attaches something that lives exactly as long as the snapshot. */
    void onClose(AutoCloseable resource);
}
