package io.candor.retrieval;

import io.candor.math.FactorMatrix;
import io.github.jbellis.jvector.graph.GraphIndexBuilder;
import io.github.jbellis.jvector.graph.ImmutableGraphIndex;
import io.github.jbellis.jvector.graph.similarity.BuildScoreProvider;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;

/**
 * Builds the graph of a model with jvector, on a pool of its own.
 *
 * <p>Rows are inserted in parallel, so two builds of the same factors may differ in a few edges.
 *
 * <p>Settings: with α = 1 the graph collapses to a handful of edges a node on inner products; 1.2 does not.
 */
final class GraphBuilder {
    static final int BEAM_WIDTH = 100;
    private static final float OVERFLOW = 1.2f;
    private static final float ALPHA = 1.2f;

    private GraphBuilder() {}

    /**
     * Builds, writes to {@code file} and returns the graph.
     *
     * @param degree largest number of neighbours in the base layer
     */
    static FlatGraph build(FactorMatrix items, int degree, Path file) throws IOException {
        ScaledVectors vectors = new ScaledVectors(items);
        try (ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
                GraphIndexBuilder builder = GraphIndexBuilder.builder(
                                BuildScoreProvider.randomAccessScoreProvider(
                                        vectors, VectorSimilarityFunction.DOT_PRODUCT),
                                vectors.dimension(),
                                degree)
                        .withBeamWidth(BEAM_WIDTH)
                        .withNeighborOverflow(OVERFLOW)
                        .withAlpha(ALPHA)
                        .withSimdExecutor(pool)
                        .withParallelExecutor(pool)
                        .build()) {
            ImmutableGraphIndex graph = builder.build(vectors);
            GraphFile.write(graph, vectors, file);
        }
        return GraphFile.read(file, items);
    }
}
