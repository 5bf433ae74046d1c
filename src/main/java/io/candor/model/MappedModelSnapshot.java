package io.candor.model;

import io.candor.catalog.CodedItem;
import io.candor.catalog.ColumnsFile;
import io.candor.catalog.IdTable;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A bundle over mapped files that were checked already. */
final class MappedModelSnapshot implements ModelSnapshot {
    private static final Logger LOG = LogManager.getLogger(MappedModelSnapshot.class);
    private static final ValueLayout.OfDouble DOUBLE_LE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path directory;
    private final ModelManifest manifest;
    private final MappedFiles files;
    private final Arena arena;
    private final FactorMatrix items;
    private final FactorMatrix users;
    private final IdTable itemIds;
    private final IdTable userIds;
    private final FloatColumn itemBias;
    private final FloatColumn userBias;
    private final FloatColumn itemPopularity;
    private final FloatColumn itemTrend;
    private final Optional<ColumnsFile> itemColumns;
    private final AtomicInteger references = new AtomicInteger(1);
    private final Deque<AutoCloseable> attached = new ArrayDeque<>();

    /** Takes over the arena on success; throws BUNDLE_… when the id tables do not fit the manifest. */
    MappedModelSnapshot(Path directory, ModelManifest manifest, MappedFiles files, Arena arena) {
        this.directory = directory;
        this.manifest = manifest;
        this.files = files;
        this.arena = arena;
        items = FactorMatrix.over(files.required(BundleFiles.ITEMS), manifest.items(), manifest.dims());
        users = FactorMatrix.over(files.required(BundleFiles.USERS), manifest.users(), manifest.dims());
        itemIds = ids(BundleFiles.ITEM_IDS, manifest.items());
        userIds = ids(BundleFiles.USER_IDS, manifest.users());
        itemBias = column(BundleFiles.ITEM_BIAS, manifest.items());
        userBias = column(BundleFiles.USER_BIAS, manifest.users());
        itemPopularity = column(BundleFiles.ITEM_POPULARITY, manifest.items());
        itemTrend = column(BundleFiles.ITEM_TREND, manifest.items());
        itemColumns = files.optional(BundleFiles.ITEM_COLUMNS)
                .map(data -> ColumnsFile.over(data, files.required(BundleFiles.ATTRIBUTES), manifest.items()));
    }

    private IdTable ids(String name, int expected) {
        MappedIdTable table = MappedIdTable.over(files.required(name), name);
        if (table.size() != expected) {
            throw new CandorException(
                    ErrorCode.BUNDLE_DIMENSION_MISMATCH,
                    name + ": expected " + expected + " ids, found " + table.size());
        }
        return table;
    }

    private FloatColumn column(String name, int rows) {
        return FloatColumn.over(files.optional(name).orElseGet(() -> zeros(rows)));
    }

    private MemorySegment zeros(int rows) {
        return arena.allocate((long) rows * Float.BYTES, Float.BYTES);
    }

    @Override
    public ModelManifest manifest() {
        return manifest;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public FactorMatrix items() {
        return items;
    }

    @Override
    public FactorMatrix users() {
        return users;
    }

    @Override
    public IdTable itemIds() {
        return itemIds;
    }

    @Override
    public IdTable userIds() {
        return userIds;
    }

    @Override
    public FloatColumn itemBias() {
        return itemBias;
    }

    @Override
    public FloatColumn userBias() {
        return userBias;
    }

    @Override
    public FloatColumn itemPopularity() {
        return itemPopularity;
    }

    @Override
    public FloatColumn itemTrend() {
        return itemTrend;
    }

    @Override
    public double[] gram() {
        return files.optional(BundleFiles.GRAM)
                .map(gram -> gram.toArray(DOUBLE_LE))
                .orElseGet(() -> new double[0]);
    }

    @Override
    public Stream<CodedItem> itemAttributes() {
        return files.optional(BundleFiles.ATTRIBUTES).map(AttributeLines::items).orElseGet(Stream::empty);
    }

    @Override
    public Optional<ColumnsFile> itemColumns() {
        return itemColumns;
    }

    @Override
    public boolean tryRetain() {
        int seen = references.get();
        while (seen > 0) {
            if (references.compareAndSet(seen, seen + 1)) {
                return true;
            }
            seen = references.get();
        }
        return false;
    }

    @Override
    public void release() {
        int held = references.getAndUpdate(count -> Math.max(0, count - 1));
        if (held == 0) {
            throw new IllegalStateException("model " + manifest.version() + " was released more often than retained");
        }
        if (held == 1) {
            close();
        }
    }

    @Override
    public void onClose(AutoCloseable resource) {
        synchronized (attached) {
            if (references.get() == 0) {
                throw new IllegalStateException("model " + manifest.version() + " is closed");
            }
            attached.push(resource);
        }
    }

    /** Closes what was attached, the last first, then undoes the mapping. */
    private void close() {
        synchronized (attached) {
            for (AutoCloseable resource : attached) {
                closeQuietly(resource);
            }
            attached.clear();
        }
        arena.close();
    }

    private void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.error("Closing {} of model {} failed", resource, manifest.version(), e);
        }
    }
}
