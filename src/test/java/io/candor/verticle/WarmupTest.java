package io.candor.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.CatalogConfig;
import io.candor.math.Bits;
import io.candor.math.TopK;
import io.candor.model.BundleReader;
import io.candor.model.ModelSnapshot;
import io.candor.model.TestBundles;
import io.candor.retrieval.CandidateIndex;
import io.candor.retrieval.NeighbourTable;
import io.candor.retrieval.RetrievalConfig;
import io.candor.serving.ServingModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmupTest {
    @TempDir
    private Path directory;

    /** Counts the searches of another index. */
    private static final class Counted implements CandidateIndex {
        private final CandidateIndex index;
        private int all;
        private int filtered;

        Counted(CandidateIndex index) {
            this.index = index;
        }

        @Override
        public int size() {
            return index.size();
        }

        @Override
        public int dims() {
            return index.dims();
        }

        @Override
        public String kind() {
            return index.kind();
        }

        @Override
        public Scratch newScratch() {
            return index.newScratch();
        }

        @Override
        public void search(float[] query, @Nullable Bits allowed, Scratch scratch, TopK into) {
            all++;
            filtered += allowed == null ? 0 : 1;
            index.search(query, allowed, scratch, into);
        }
    }

    @Test
    void run_searchesAsOftenAsTold_withAndWithoutAFilter() throws Exception {
        Path bundle = TestBundles.write(directory.resolve("m"), 100, 40, 8, 1);
        try (GenerationLoader loader = loader()) {
            searchesAsOftenAsTold(bundle, loader.load(bundle, List.of()));
        }
    }

    private static void searchesAsOftenAsTold(Path bundle, Generation generation) {
        ModelSnapshot snapshot = BundleReader.open(bundle);
        Counted counted = new Counted(generation.model().index());
        ServingModel model =
                new ServingModel(snapshot, counted, NeighbourTable.open(snapshot), generation.model()::catalog);
        new Warmup(30).run(model);
        assertEquals(30, counted.all);
        assertEquals(15, counted.filtered);
        model.release();
        generation.model().release();
    }

    @Test
    void load_givesAModelOut_onlyOnceItIsWarm() throws Exception {
        List<String> phases = new ArrayList<>();
        Generation generation;
        try (GenerationLoader loader = loader()) {
            generation = loader.load(TestBundles.write(directory.resolve("m"), 100, 40, 8, 1), List.of(), phases::add);
        }
        assertTrue(phases.contains("warm-up"), phases.toString());
        generation.model().release();
    }

    private static GenerationLoader loader() {
        return new GenerationLoader(RetrievalConfig.defaults(), CatalogConfig.defaults(), 10);
    }
}
