package io.candor.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.CatalogConfig;
import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.model.BundleFiles;
import io.candor.model.TestBundles;
import io.candor.retrieval.RetrievalConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which phases a load reports tells whether it opened the bundle itself. */
final class GenerationLoaderTest {
    private static final String OPENED = "map and verify";
    private static final List<ItemChange> STORED =
            List.of(new ItemChange.Put(Item.ofId("new")), new ItemChange.Delete("item-3"));

    @TempDir
    private Path models;

    private final GenerationLoader loader =
            new GenerationLoader(RetrievalConfig.defaults(), CatalogConfig.defaults(), 5);
    private final List<String> phases = new ArrayList<>();

    @AfterEach
    void close() {
        loader.close();
    }

    @Test
    void load_preparedBundle_isTakenOnceWithTheStoredItems() throws IOException {
        Path bundle = TestBundles.write(models.resolve("m1"), 20, 5, 4, 1);
        prepare("m1");

        Generation first = loader.load(bundle, STORED, phases::add);
        assertEquals(List.of("stored items"), phases);
        assertEquals(21, first.model().catalog().size());
        assertEquals(-1, first.model().catalog().ordinalOf("item-3"));
        assertEquals(TestBundles.item(7), first.model().catalog().itemAt(7));
        Generation second = loader.load(bundle, List.of(), phases::add);
        assertTrue(phases.contains(OPENED));
        assertEquals(20, second.model().catalog().size());
        first.model().release();
        second.model().release();
    }

    @Test
    void load_otherBundleThanPrepared_isOpened() throws IOException {
        TestBundles.write(models.resolve("m1"), 20, 5, 4, 1);
        Path other = TestBundles.write(models.resolve("m2"), 10, 5, 4, 2);
        prepare("m1");

        Generation generation = loader.load(other, List.of(), phases::add);

        assertTrue(phases.contains(OPENED));
        assertEquals("m2", generation.model().version());
        generation.model().release();
    }

    @Test
    void load_preparedBundleReplacedMeanwhile_isOpenedAnew() throws IOException {
        TestBundles.write(models.resolve("m1"), 20, 5, 4, 1);
        prepare("m1");
        Files.move(models.resolve("m1"), models.resolve("old"));
        Path replaced = TestBundles.write(models.resolve("m1"), 10, 5, 4, 2);

        Generation generation = loader.load(replaced, List.of(), phases::add);

        assertEquals(10, generation.model().catalog().size());
        generation.model().release();
    }

    @Test
    void load_preparedBundleThatIsDamaged_isRefusedWhereItIsAskedFor() throws IOException {
        Path bundle = TestBundles.write(models.resolve("m1"), 20, 5, 4, 1);
        Path columns = bundle.resolve(BundleFiles.ITEM_COLUMNS);
        byte[] damaged = Files.readAllBytes(columns);
        damaged[70] ^= 1;
        Files.write(columns, damaged);
        prepare("m1");

        CandorException refused = assertThrows(CandorException.class, () -> loader.load(bundle, List.of()));

        assertEquals(ErrorCode.BUNDLE_CORRUPT, refused.code());
    }

    @Test
    void load_boundsThatTheColumnsWereNotMadeUnder_isTheSameCatalogue() throws IOException {
        Path bundle = TestBundles.write(models.resolve("m1"), 20, 5, 4, 1);
        CatalogConfig other = new CatalogConfig(1, 2, 200);
        try (GenerationLoader bound = new GenerationLoader(RetrievalConfig.defaults(), other, 5)) {
            Generation ofLines = bound.load(bundle, STORED);
            Generation ofColumns = loader.load(bundle, STORED);

            CatalogSnapshot expected = ofLines.model().catalog();
            for (int ordinal = 0; ordinal < 20; ordinal++) {
                assertEquals(
                        expected.itemAt(ordinal), ofColumns.model().catalog().itemAt(ordinal));
            }
            ofLines.model().release();
            ofColumns.model().release();
        }
    }

    private void prepare(String version) {
        new BundleDirectory(models).noteServing(version);
        loader.prepareLastServed(models);
    }
}
