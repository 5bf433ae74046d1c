package io.candor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogConfig;
import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.catalog.ModelItems;
import io.candor.catalog.NewItemVectors;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttributeMapTest {
    @TempDir
    private Path directory;

    private final AttributeMap map = new AttributeMap(
            List.of("category:c1", "creator:ä", "year#1980"), new float[] {0.5f, 0.25f, 1, 2, 10, 20, 100, 200}, 2);

    @Test
    void write_itemWithTerms_isTheInterceptPlusTheirRows() {
        float[] vector = new float[3];
        assertTrue(map.write(described(List.of("c1", "unknown"), List.of("ä"), 1987), vector, 1));
        assertArrayEquals(new float[] {0, 111.5f, 222.25f}, vector);
        assertFalse(map.write(Item.ofId("x"), vector, 1));
    }

    @Test
    void write_wish_isTheInterceptPlusTheRowsOfItsTerms() {
        float[] vector = new float[3];
        assertTrue(map.write(Map.of("category", "c1", "creator", "ä", "device", "phone"), vector, 1));
        assertArrayEquals(new float[] {0, 11.5f, 22.25f}, vector);
        assertFalse(map.write(Map.of("device", "phone"), vector, 1), "what no item has tells nothing");
    }

    @Test
    void of_bundle_readsWhatWasWritten() throws IOException {
        ModelSnapshot snapshot = BundleReader.open(bundle(2));
        float[] vector = new float[2];
        assertTrue(AttributeMap.of(snapshot).write(described(List.of("c1"), List.of(), 5), vector, 0));
        assertArrayEquals(new float[] {1.5f, 2.25f}, vector);
        snapshot.release();
    }

    @Test
    void of_bundleWithout_makesNone() throws IOException {
        ModelSnapshot snapshot = BundleReader.open(TestBundles.write(directory.resolve("plain"), 3, 1, 2, 1));
        assertSame(NewItemVectors.NONE, AttributeMap.of(snapshot));
        snapshot.release();
    }

    @Test
    void of_anotherDimension_isRefused() throws IOException {
        ModelSnapshot snapshot = BundleReader.open(bundle(3));
        CandorException refused = assertThrows(CandorException.class, () -> AttributeMap.of(snapshot));
        assertEquals(ErrorCode.BUNDLE_DIMENSION_MISMATCH, refused.code());
        snapshot.release();
    }

    @Test
    void of_damagedFile_isRefusedWhateverIsWrong() throws IOException {
        Path bundle = bundle(2);
        ModelSnapshot snapshot = BundleReader.open(bundle);
        Path file = bundle.resolve(BundleFiles.ATTRIBUTE_MAP);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThrows(CandorException.class, () -> AttributeMap.of(snapshot), "cut at " + length);
        }
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) 0xff;
            Files.write(file, damaged);
            try {
                AttributeMap.of(snapshot);
            } catch (CandorException e) {
                refused++;
            }
        }
        assertTrue(refused >= 16, "the numbers it begins with; was " + refused);
        snapshot.release();
    }

    @Test
    void catalogue_newItemWithoutFactors_getsTheVectorOfItsAttributes() throws IOException {
        ModelSnapshot snapshot = BundleReader.open(bundle(2));
        ModelItems rows = new ModelItems(
                snapshot.itemIds(), snapshot.itemPopularity(), snapshot.itemTrend(), 2, AttributeMap.of(snapshot));
        Catalog catalog = Catalog.of(
                rows, Stream.of(described(List.of("c1"), List.of(), 5)), CatalogConfig.defaults(), Runnable::run);
        assertTail(catalog.snapshot(), 1.5f, 2.25f);

        catalog.apply(List.of(new ItemChange.Put(described(List.of(), List.of("ä"), 5))));
        assertTail(catalog.snapshot(), 10.5f, 20.25f);

        catalog.apply(List.of(new ItemChange.Put(Item.ofId("new"))));
        assertEquals(0, catalog.snapshot().tailWithFactors().length, "nothing is known of it any more");
        snapshot.release();
    }

    @Test
    void features_ofEveryKindOfValue_areTerms() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("title", new AttributeValue.Text("The  Third Man, 2"));
        attributes.put("cast", new AttributeValue.Texts(List.of("Cotten", "Welles")));
        attributes.put("colour", new AttributeValue.Flag(false));
        attributes.put("minutes", new AttributeValue.Numeric(104));
        attributes.put("none", new AttributeValue.Numeric(0));
        assertEquals(
                Set.of(
                        "title=The  Third Man, 2",
                        "title~the",
                        "title~third",
                        "title~man",
                        "title~2",
                        "cast=Cotten",
                        "cast=Welles",
                        "colour=false",
                        "minutes#100",
                        "none#0"),
                AttributeFeatures.of(with(attributes)));
    }

    private static void assertTail(CatalogSnapshot catalog, float... vector) {
        assertEquals(1, catalog.tailWithFactors().length);
        assertArrayEquals(vector, catalog.tailFactors());
    }

    private Path bundle(int dims) throws IOException {
        Path target = directory.resolve("bundle" + dims);
        try (BundleWriter writer = TestBundles.begin(target, 4, 1, dims, 1)) {
            map.write(writer.directory());
            writer.finish(TestBundles.describe("v"));
        }
        return target;
    }

    private static Item described(List<String> categories, List<String> creators, int year) {
        Item bare = with(Map.of("year", new AttributeValue.Numeric(year)));
        return new Item(
                "new",
                categories,
                creators,
                bare.publishedAt(),
                bare.price(),
                true,
                bare.availability(),
                bare.seasons(),
                0,
                bare.attributes(),
                List.of());
    }

    private static Item with(Map<String, AttributeValue> attributes) {
        Item bare = Item.ofId("new");
        return new Item(
                "new",
                List.of(),
                List.of(),
                bare.publishedAt(),
                bare.price(),
                true,
                bare.availability(),
                bare.seasons(),
                0,
                attributes,
                List.of());
    }
}
