package io.candor.retrieval;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.model.ModelSnapshot;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The nearest neighbours by cosine of every item of a model, made when the bundle was built ({@link NeighbourBuilder}).
 * Thread-safe for reading; mapped as long as the model lives.
 */
public final class NeighbourTable implements AutoCloseable {
    private final MemorySegment data;
    private final int rows;
    private final int k;
    private final Runnable onClose;

    NeighbourTable(MemorySegment data, int rows, int k, Runnable onClose) {
        this.data = data;
        this.rows = rows;
        this.k = k;
        this.onClose = onClose;
    }

    /** Returns a table without neighbours. */
    public static NeighbourTable none() {
        return new NeighbourTable(MemorySegment.ofArray(new int[0]), 0, 0, () -> {});
    }

    /**
     * Returns the neighbours of a bundle, or none when it has no such file. The snapshot closes them.
     *
     * @throws CandorException BUNDLE_CORRUPT when the file is damaged or of other factors; BUNDLE_TOO_NEW when a later version
     *     wrote it
     */
    public static NeighbourTable open(ModelSnapshot snapshot) {
        Path file = snapshot.directory().resolve(NeighbourFile.NAME);
        if (!Files.exists(file)) {
            return none();
        }
        Arena arena = Arena.ofShared();
        try {
            NeighbourTable table = NeighbourFile.map(file, snapshot.items(), arena);
            snapshot.onClose(table);
            return table;
        } catch (IOException e) {
            arena.close();
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, NeighbourFile.NAME + " cannot be read: " + e, e);
        } catch (RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Returns the most neighbours an item has. */
    public int k() {
        return k;
    }

    /** Returns the i-th nearest item, or −1 when there are not so many. */
    public int neighbour(int ordinal, int i) {
        if (ordinal >= rows || i >= k) {
            return -1;
        }
        int neighbour = data.get(NeighbourFile.INT, ((long) ordinal * k + i) * Integer.BYTES);
        return neighbour < rows ? neighbour : -1;
    }

    @Override
    public void close() {
        onClose.run();
    }
}
