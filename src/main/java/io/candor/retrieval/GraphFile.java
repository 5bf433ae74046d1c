package io.candor.retrieval;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.FactorMatrix;
import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.NodesIterator;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code index.hnsw}: a graph in jvector's own file format, read once into flat arrays. */
final class GraphFile {
    static final String NAME = "index.hnsw";

    private GraphFile() {}

    /** Writes a graph with its scaled vectors to a file that must not exist. */
    static void write(ImmutableGraphIndex graph, ScaledVectors vectors, Path file) throws IOException {
        OnDiskGraphIndex.write(graph, vectors, file);
    }

    /**
     * Reads the graph of {@code items}.
     *
     * @throws CandorException BUNDLE_CORRUPT when it is not a graph over as many rows of as many dimensions
     */
    static FlatGraph read(Path file, FactorMatrix items) throws IOException {
        try (ReaderSupplier supplier = ReaderSupplierFactory.open(file)) {
            OnDiskGraphIndex graph = OnDiskGraphIndex.load(supplier);
            if (graph.size(0) != items.rows() || graph.getDimension() != items.dims()) {
                throw corrupt("it is of " + graph.size(0) + " × " + graph.getDimension() + " factors, the model has "
                        + items.rows() + " × " + items.dims());
            }
            return flatten(graph);
        } catch (CandorException | IOException e) {
            throw e;
        } catch (Exception e) {
            // The format has no magic of its own to check first; what is damaged shows as any unchecked exception.
            throw new CandorException(ErrorCode.BUNDLE_CORRUPT, NAME + " cannot be read", e);
        }
    }

    /** Copies a graph, on disk or in memory, into flat arrays. */
    static FlatGraph flatten(ImmutableGraphIndex graph) throws IOException {
        int rows = graph.size(0);
        try (ImmutableGraphIndex.View view = graph.getView()) {
            FlatGraph.Layer base = layer(graph, view, 0, rows);
            FlatGraph.Layer[] upper = new FlatGraph.Layer[graph.getMaxLevel()];
            for (int level = 1; level <= upper.length; level++) {
                upper[level - 1] = layer(graph, view, level, rows);
            }
            int entry = view.entryNode().node;
            if (entry < 0 || entry >= rows) {
                throw corrupt("its entry is node " + entry + " of " + rows);
            }
            return new FlatGraph(base, upper, entry);
        }
    }

    private static FlatGraph.Layer layer(
            ImmutableGraphIndex graph, ImmutableGraphIndex.View view, int level, int rows) {
        int[] nodes = nodes(graph.getNodes(level));
        int[] offsets = new int[nodes.length + 1];
        int[] neighbours = new int[nodes.length * 8 + 8];
        int size = 0;
        for (int i = 0; i < nodes.length; i++) {
            NodesIterator edges = view.getNeighborsIterator(level, nodes[i]);
            while (edges.hasNext()) {
                int neighbour = edges.nextInt();
                if (neighbour < 0 || neighbour >= rows) {
                    throw corrupt("node " + nodes[i] + " has neighbour " + neighbour + " of " + rows);
                }
                if (size == neighbours.length) {
                    neighbours = Arrays.copyOf(neighbours, size + size / 2);
                }
                neighbours[size++] = neighbour;
            }
            offsets[i + 1] = size;
        }
        boolean all = nodes.length == rows;
        return new FlatGraph.Layer(all ? new int[0] : nodes, offsets, Arrays.copyOf(neighbours, size));
    }

    private static int[] nodes(NodesIterator iterator) {
        int[] nodes = new int[iterator.size()];
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = iterator.nextInt();
        }
        Arrays.sort(nodes);
        return nodes;
    }

    private static CandorException corrupt(String reason) {
        return new CandorException(ErrorCode.BUNDLE_CORRUPT, NAME + " cannot be used: " + reason);
    }
}
