package io.candor.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.Bits;
import io.candor.math.FloatColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ColumnsFileTest {
    private static final int MODEL = 60;
    private static final int DIMS = 2;

    private static final ModelItems ROWS = new ModelItems(
            new ListIdTable(IntStream.range(0, MODEL).mapToObj(RandomItems::id).toList()),
            FloatColumn.of(new float[MODEL]),
            FloatColumn.of(new float[MODEL]),
            DIMS);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ofColumns_randomItems_isTheCatalogueOfTheirLines(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        RandomItems items = new RandomItems(random);
        // Ids of the model and others, several of them more than once, and some of which nothing is known.
        List<Item> bundled = IntStream.range(0, 200)
                .mapToObj(i -> RandomItems.id(random.nextInt(90)))
                .map(id -> random.nextInt(8) == 0 ? Item.ofId(id) : items.item(id))
                .toList();
        Catalog expected = ofLines(bundled, CatalogConfig.defaults());
        Catalog found = ofColumns(bundled, CatalogConfig.defaults());

        assertSame(expected.snapshot(), found.snapshot(), items);
        for (int round = 0; round < 30; round++) {
            List<ItemChange> changes = new ArrayList<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                changes.add(items.change());
            }
            expected.apply(changes);
            found.apply(changes);
            assertSame(expected.snapshot(), found.snapshot(), items);
        }
        Stream.of(expected, found)
                .forEach(catalog -> catalog.add(bundled.stream().map(CodedItem::of)));
        assertSame(expected.snapshot(), found.snapshot(), items);
    }

    @Test
    void ofColumns_attributeWithTooManyValues_isRefusedAsFromLines() throws IOException {
        int values = CatalogConfig.defaults().maxFilterValues() + 5;
        List<Item> bundled = IntStream.range(0, values)
                .mapToObj(i -> titled("item-" + i, "title " + i))
                .toList();
        Catalog found = ofColumns(bundled, CatalogConfig.defaults());

        assertEquals(refusalOf(ofLines(bundled, CatalogConfig.defaults())), refusalOf(found));
        assertEquals(
                new AttributeValue.Text("title 7"),
                found.snapshot().itemAt(7).attributes().get("title"));
    }

    @Test
    void isBoundBy_otherBounds_isFalse() throws IOException {
        ColumnsFile file = file(List.of(titled("item-1", "one")));
        CatalogConfig defaults = CatalogConfig.defaults();

        assertTrue(file.isBoundBy(new CatalogConfig(
                defaults.mergeAfter() + 1, defaults.maxFilterValues(), defaults.maxFilterAttributes())));
        assertFalse(file.isBoundBy(new CatalogConfig(
                defaults.mergeAfter(), defaults.maxFilterValues() - 1, defaults.maxFilterAttributes())));
        assertFalse(file.isBoundBy(new CatalogConfig(
                defaults.mergeAfter(), defaults.maxFilterValues(), defaults.maxFilterAttributes() - 1)));
    }

    @Test
    void over_otherModelOrOtherLines_isCorrupt() throws IOException {
        List<Item> bundled = List.of(titled("item-1", "one"), titled("item-2", "two"));
        byte[] lines = lines(bundled);
        MemorySegment columns = MemorySegment.ofArray(columns(bundled));

        assertCorrupt(() -> ColumnsFile.over(columns, MemorySegment.ofArray(lines), MODEL + 1));
        assertCorrupt(
                () -> ColumnsFile.over(columns, MemorySegment.ofArray(Arrays.copyOf(lines, lines.length - 2)), MODEL));
    }

    @Test
    void over_laterVersion_isTooNew() throws IOException {
        byte[] columns = columns(List.of(titled("item-1", "one")));
        columns[8]++;

        CandorException refused = assertThrows(
                CandorException.class,
                () -> ColumnsFile.over(MemorySegment.ofArray(columns), MemorySegment.ofArray(new byte[0]), MODEL));

        assertEquals(ErrorCode.BUNDLE_TOO_NEW, refused.code());
    }

    @Test
    void read_anyByteChanged_isRefusedOrHoldsNoOrdinalOutside() throws IOException {
        RandomItems items = new RandomItems(new SplittableRandom(9));
        List<Item> bundled = IntStream.range(0, 70)
                .mapToObj(i -> items.item(RandomItems.id(i)))
                .toList();
        MemorySegment lines = MemorySegment.ofArray(lines(bundled));
        byte[] whole = columns(bundled);
        int refused = 0;
        for (int i = 64; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (0x81 >>> (i % 3));
            try {
                readAll(ColumnsFile.over(MemorySegment.ofArray(changed), lines, MODEL), items);
            } catch (CandorException e) {
                refused += e.code() == ErrorCode.BUNDLE_CORRUPT ? 1 : 0;
            }
        }
        assertTrue(refused > whole.length / 4, refused + " of " + whole.length);
    }

    @Test
    void read_cutAnywhere_isCorrupt() throws IOException {
        byte[] whole = columns(List.of(titled("item-1", "one"), titled("other", "two")));
        MemorySegment lines = MemorySegment.ofArray(lines(List.of(titled("item-1", "one"), titled("other", "two"))));
        for (int length = 0; length < whole.length; length += 4) {
            MemorySegment cut = MemorySegment.ofArray(Arrays.copyOf(whole, length));
            assertCorrupt(() -> ColumnsFile.over(cut, lines, MODEL).read(CatalogConfig.defaults()));
        }
        MemorySegment longer = MemorySegment.ofArray(Arrays.copyOf(whole, whole.length + 8));
        assertCorrupt(() -> ColumnsFile.over(longer, lines, MODEL).read(CatalogConfig.defaults()));
    }

    /** Touches everything that an index or an offset of the file leads to. */
    private static void readAll(ColumnsFile file, RandomItems items) {
        CatalogSnapshot snapshot = Catalog.ofColumns(ROWS, file, CatalogConfig.defaults(), Runnable::run)
                .snapshot();
        Bits bits = new Bits(snapshot.size());
        for (int ordinal = 0; ordinal < snapshot.size(); ordinal++) {
            snapshot.sharingLabels(ordinal, bits);
        }
        snapshot.eligibleAt(items.time());
        snapshot.filter(items.filter(), bits);
    }

    private static void assertSame(CatalogSnapshot expected, CatalogSnapshot found, RandomItems items) {
        assertEquals(expected.size(), found.size());
        assertArrayEquals(expected.byFreshness(), found.byFreshness());
        assertArrayEquals(expected.tailWithFactors(), found.tailWithFactors());
        assertArrayEquals(expected.tailFactors(), found.tailFactors());
        for (int ordinal = 0; ordinal < expected.size(); ordinal++) {
            assertSameItem(expected, found, ordinal);
        }
        for (int i = 0; i < 3; i++) {
            long millis = items.time();
            assertSameBits(expected.eligibleAt(millis), found.eligibleAt(millis));
        }
        Bits a = new Bits(expected.size());
        Bits b = new Bits(expected.size());
        for (int i = 0; i < 8; i++) {
            ItemFilter filter = items.filter();
            assertEquals(outcome(expected, filter, a), outcome(found, filter, b));
            assertSameBits(a, b);
        }
    }

    private static String outcome(CatalogSnapshot snapshot, ItemFilter filter, Bits target) {
        try {
            snapshot.filter(filter, target);
            return "";
        } catch (CandorException e) {
            return e.getMessage() + e.violations();
        }
    }

    private static void assertSameItem(CatalogSnapshot expected, CatalogSnapshot found, int ordinal) {
        assertEquals(expected.idAt(ordinal), found.idAt(ordinal));
        assertEquals(expected.hashAt(ordinal), found.hashAt(ordinal));
        assertEquals(expected.ordinalOf(expected.idAt(ordinal)), found.ordinalOf(expected.idAt(ordinal)));
        if (expected.ordinalOf(expected.idAt(ordinal)) >= 0) {
            assertEquals(expected.itemAt(ordinal), found.itemAt(ordinal));
        }
        assertEquals(expected.publishedAt(ordinal), found.publishedAt(ordinal));
        assertEquals(expected.boost(ordinal), found.boost(ordinal));
        assertEquals(expected.seasonal(ordinal), found.seasonal(ordinal));
        assertEquals(expected.categoryCount(ordinal), found.categoryCount(ordinal));
        for (int i = 0; i < expected.categoryCount(ordinal); i++) {
            assertEquals(expected.category(ordinal, i), found.category(ordinal, i));
        }
        assertEquals(expected.creatorCount(ordinal), found.creatorCount(ordinal));
        for (int i = 0; i < expected.creatorCount(ordinal); i++) {
            assertEquals(expected.creator(ordinal, i), found.creator(ordinal, i));
        }
        Bits a = new Bits(expected.size());
        Bits b = new Bits(expected.size());
        expected.sharingLabels(ordinal, a);
        found.sharingLabels(ordinal, b);
        assertSameBits(a, b);
    }

    private static void assertSameBits(@Nullable Bits expected, @Nullable Bits found) {
        assertEquals(members(expected), members(found));
    }

    private static List<Integer> members(@Nullable Bits bits) {
        return bits == null
                ? List.of(-1)
                : IntStream.range(0, bits.size()).filter(bits::get).boxed().toList();
    }

    private static String refusalOf(Catalog catalog) {
        ItemFilter filter = new ItemFilter(
                ItemFilter.LabelCondition.NONE,
                ItemFilter.LabelCondition.NONE,
                Map.of("title", new ItemFilter.LabelCondition(List.of("title 7"), List.of(), List.of())),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
        return outcome(catalog.snapshot(), filter, new Bits(catalog.snapshot().size()));
    }

    private static void assertCorrupt(org.junit.jupiter.api.function.Executable reading) {
        assertEquals(
                ErrorCode.BUNDLE_CORRUPT,
                assertThrows(CandorException.class, reading).code());
    }

    private static Item titled(String id, String title) {
        return new Item(
                id,
                List.of("c"),
                List.of(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                true,
                TimeWindow.ALWAYS,
                List.of(),
                0,
                Map.of("title", new AttributeValue.Text(title)),
                List.of());
    }

    private static Catalog ofLines(List<Item> items, CatalogConfig config) {
        return Catalog.of(ROWS, items.stream(), config, Runnable::run);
    }

    private Catalog ofColumns(List<Item> items, CatalogConfig config) throws IOException {
        return Catalog.ofColumns(ROWS, file(items), config, Runnable::run);
    }

    private ColumnsFile file(List<Item> items) throws IOException {
        return ColumnsFile.over(MemorySegment.ofArray(columns(items)), MemorySegment.ofArray(lines(items)), MODEL);
    }

    private byte[] columns(List<Item> items) throws IOException {
        Path file = directory.resolve(ColumnsFile.NAME);
        Files.deleteIfExists(file);
        ColumnsFile.write(ROWS.ids(), items.stream().map(CodedItem::of), file);
        return Files.readAllBytes(file);
    }

    private static byte[] lines(List<Item> items) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Item item : items) {
            lines.writeBytes(ItemCodec.encode(item));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
