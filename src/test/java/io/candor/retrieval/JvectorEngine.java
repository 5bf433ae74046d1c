package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import io.github.jbellis.jvector.disk.ReaderSupplier;
import io.github.jbellis.jvector.disk.ReaderSupplierFactory;
import io.github.jbellis.jvector.graph.GraphSearcher;
import io.github.jbellis.jvector.graph.SearchResult;
import io.github.jbellis.jvector.graph.disk.OnDiskGraphIndex;
import io.github.jbellis.jvector.graph.similarity.DefaultSearchScoreProvider;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.github.jbellis.jvector.vector.VectorizationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** jvector's own searcher over the very graph that ours searches, scoring vectors on the heap. */
final class JvectorEngine implements BenchEngine {
    private final ScaledVectors vectors;
    private final ReaderSupplier supplier;
    private final GraphSearcher searcher;
    private io.github.jbellis.jvector.util.Bits allowed = io.github.jbellis.jvector.util.Bits.ALL;

    JvectorEngine(Path graph, FactorMatrix items) throws IOException {
        vectors = new ScaledVectors(items);
        supplier = ReaderSupplierFactory.open(graph);
        searcher = new GraphSearcher(OnDiskGraphIndex.load(supplier));
    }

    @Override
    public String name() {
        return "jvector";
    }

    @Override
    public boolean hasEf() {
        return true;
    }

    @Override
    public void allow(@Nullable Bits rows) {
        allowed = rows == null ? io.github.jbellis.jvector.util.Bits.ALL : rows::get;
    }

    @Override
    public int search(float[] query, int k, int ef, int[] ordinals) {
        float[] unit = query.clone();
        double norm = 0;
        for (float x : unit) {
            norm += (double) x * x;
        }
        for (int d = 0; d < unit.length; d++) {
            unit[d] /= (float) Math.sqrt(norm);
        }
        DefaultSearchScoreProvider scores = DefaultSearchScoreProvider.exact(
                VectorizationProvider.getInstance().getVectorTypeSupport().createFloatVector(unit),
                VectorSimilarityFunction.DOT_PRODUCT,
                vectors);
        SearchResult.NodeScore[] found =
                searcher.search(scores, k, Math.max(k, ef), 0, 0, allowed).getNodes();
        for (int i = 0; i < found.length; i++) {
            ordinals[i] = found[i].node;
        }
        return found.length;
    }

    @Override
    public void close() {
        try {
            searcher.close();
            supplier.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
