package io.candor.retrieval;

import io.candor.math.Bits;
import java.util.Arrays;

/**
 * A layered proximity graph in flat arrays. Immutable and thread-safe.
 *
 * <p>The base layer has every row; a layer above it has fewer. A search enters at one node of the top layer.
 */
final class FlatGraph {
    private final Layer base;
    private final Layer[] upper;
    private final int entry;

    /**
     * Creates one; the arguments are retained.
     *
     * @param upper the layers above the base, lowest first
     * @param entry a node of the highest layer
     */
    FlatGraph(Layer base, Layer[] upper, int entry) {
        this.base = base;
        this.upper = upper;
        this.entry = entry;
    }

    Layer base() {
        return base;
    }

    /** Returns how many layers lie above the base. */
    int upperLayers() {
        return upper.length;
    }

    /** Returns a layer above the base, 0 the lowest. */
    Layer upper(int i) {
        return upper[i];
    }

    int entry() {
        return entry;
    }

    /** Returns the rows that can be reached from the entry along edges of any layer. */
    Bits reachable() {
        int size = base.size();
        Bits seen = new Bits(size);
        int[] queue = new int[size];
        int head = 0;
        int tail = 0;
        seen.set(entry);
        queue[tail++] = entry;
        while (head < tail) {
            int node = queue[head++];
            for (int layer = -1; layer < upper.length; layer++) {
                Layer edges = layer < 0 ? base : upper[layer];
                int slot = edges.slotOf(node);
                for (int e = edges.begin(slot); e < edges.end(slot); e++) {
                    int next = edges.neighbour(e);
                    if (!seen.get(next)) {
                        seen.set(next);
                        queue[tail++] = next;
                    }
                }
            }
        }
        return seen;
    }

    /** The edges of one layer, in compressed rows. */
    static final class Layer {
        private final int[] nodes;
        private final int[] offsets;
        private final int[] neighbours;

        /**
         * Creates one; the arrays are retained.
         *
         * @param nodes the nodes it has, rising; empty when it has all of them
         * @param offsets where the edges of each node begin, and one more entry for the end
         * @param neighbours where the edges lead
         */
        Layer(int[] nodes, int[] offsets, int[] neighbours) {
            this.nodes = nodes;
            this.offsets = offsets;
            this.neighbours = neighbours;
        }

        int size() {
            return offsets.length - 1;
        }

        /** Returns which entry of {@code offsets} belongs to a node, negative when the layer does not have it. */
        int slotOf(int node) {
            return nodes.length == 0 ? node : Arrays.binarySearch(nodes, node);
        }

        /** Returns the first edge of a slot; 0 for a negative slot, which has none. */
        int begin(int slot) {
            return slot < 0 ? 0 : offsets[slot];
        }

        int end(int slot) {
            return slot < 0 ? 0 : offsets[slot + 1];
        }

        int neighbour(int edge) {
            return neighbours[edge];
        }

        int edges() {
            return neighbours.length;
        }
    }
}
