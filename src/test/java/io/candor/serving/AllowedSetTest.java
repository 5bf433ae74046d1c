package io.candor.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Catalog;
import io.candor.catalog.ItemChange;
import io.candor.math.Bits;
import io.candor.model.TestBundles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set that is kept from request to request holds at the beginning of each what may be shown then, whatever the one before did. */
final class AllowedSetTest {
    private static final int ITEMS = 100;

    @TempDir
    private Path directory;

    private final PipelineFixture pipeline = new PipelineFixture(() -> 0);
    private final AllowedSet set = new AllowedSet();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void begin_afterRemovals_putsThemBack() throws IOException {
        Catalog catalog = catalog();
        begin(catalog);
        set.remove(3);
        set.remove(3);
        set.remove(99);
        set.remove(-1);
        assertEquals(ITEMS - 2, set.bits().cardinality());
        begin(catalog);
        assertEquals(ITEMS, set.bits().cardinality());
    }

    @Test
    void begin_afterReshaping_holdsEverythingAgain() throws IOException {
        Catalog catalog = catalog();
        Bits some = new Bits(ITEMS);
        some.set(1);
        some.set(2);
        begin(catalog);
        set.remove(2);
        set.retain(some);
        assertEquals(1, set.bits().cardinality());
        begin(catalog);
        assertEquals(ITEMS, set.bits().cardinality());
        set.removeAll(some);
        assertEquals(ITEMS - 2, set.bits().cardinality());
        begin(catalog);
        assertEquals(ITEMS, set.bits().cardinality());
    }

    @Test
    void begin_catalogueChangedMeanwhile_holdsWhatMayBeShownNow() throws IOException {
        Catalog catalog = catalog();
        begin(catalog);
        set.remove(7);
        catalog.apply(List.of(new ItemChange.Availability("item-5", false)));
        begin(catalog);
        assertFalse(set.bits().get(5));
        assertTrue(set.bits().get(7));
        set.remove(5);
        catalog.apply(List.of(new ItemChange.Availability("item-5", true)));
        begin(catalog);
        assertEquals(ITEMS, set.bits().cardinality());
        set.remove(8);
        catalog.apply(List.of(new ItemChange.Put(TestBundles.item(ITEMS))));
        begin(catalog);
        assertEquals(ITEMS + 1, set.bits().cardinality());
    }

    private Catalog catalog() throws IOException {
        return pipeline.serve(directory.resolve("m"), ITEMS, 5, 1).catalog();
    }

    private void begin(Catalog catalog) {
        set.begin(catalog.snapshot(), 1_772_000_000_000L);
    }
}
