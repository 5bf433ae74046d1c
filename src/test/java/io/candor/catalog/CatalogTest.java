package io.candor.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.ItemFilter.LabelCondition;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.math.Bits;
import io.candor.math.FloatColumn;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final long DAY = 86_400_000L;

    @Test
    void apply_change_leavesEarlierSnapshotsAlone() {
        Catalog catalog = TestCatalogs.ofSize(2, 2, TestCatalogs.item("i0", "old", ""));
        CatalogSnapshot before = catalog.snapshot();

        catalog.apply(List.of(
                new ItemChange.Put(TestCatalogs.item("i0", "new newer", "")),
                new ItemChange.Put(TestCatalogs.item("tail", "", "")),
                new ItemChange.Delete("i1")));

        assertEquals(1, before.categoryCount(0));
        assertEquals(2, before.size());
        assertEquals(IdTable.NOT_FOUND, before.ordinalOf("tail"));
        assertEquals(1, before.ordinalOf("i1"));
        CatalogSnapshot after = catalog.snapshot();
        assertEquals(2, after.categoryCount(0));
        assertEquals(2, after.ordinalOf("tail"));
        assertEquals(IdTable.NOT_FOUND, after.ordinalOf("i1"));
        assertSame(after.byPopularity(), before.byPopularity());
    }

    @Test
    void apply_unknownItems_areIgnored() {
        Catalog catalog = TestCatalogs.ofSize(1, 2);

        catalog.apply(List.of(new ItemChange.Delete("x"), new ItemChange.Availability("y", false)));
        assertEquals(1, catalog.snapshot().size());

        catalog.apply(List.of(new ItemChange.Delete("i0"), new ItemChange.Availability("i0", true)));
        assertEquals(IdTable.NOT_FOUND, catalog.snapshot().ordinalOf("i0"));
    }

    @Test
    void apply_deletedItemAgain_getsItsOrdinalBack() {
        Catalog catalog = TestCatalogs.ofSize(1, 2);
        catalog.apply(List.of(new ItemChange.Put(Item.ofId("a")), new ItemChange.Put(Item.ofId("b"))));
        catalog.apply(List.of(new ItemChange.Delete("a")));
        catalog.apply(List.of(new ItemChange.Put(Item.ofId("c")), new ItemChange.Put(Item.ofId("a"))));

        assertEquals(1, catalog.snapshot().ordinalOf("a"));
        assertEquals(3, catalog.snapshot().ordinalOf("c"));
    }

    @Test
    void filter_attributeNoItemHas_namesTheKnownOnes() {
        Catalog catalog = TestCatalogs.ofSize(1, 2, with("i0", Map.of("year", new AttributeValue.Numeric(1999))));
        CatalogSnapshot snapshot = catalog.snapshot();

        CandorException e = assertThrows(CandorException.class, () -> filter(snapshot, "colour", "red"));

        assertEquals(ErrorCode.INVALID_REQUEST, e.code());
        assertEquals(
                "filter.attributes.colour: is not an attribute that can be filtered by, known are year",
                e.violations().getFirst().toString());
        assertEquals(0, filter(snapshot, "year", "2001").cardinality());
        assertEquals(1, filter(snapshot, "year", "1999").cardinality());
    }

    @Test
    void filter_attributeWithTooManyValues_isRefused() {
        Item[] items = IntStream.range(0, 4)
                .mapToObj(i -> with(
                        "i" + i,
                        Map.of(
                                "title",
                                new AttributeValue.Text("t" + i),
                                "kind",
                                new AttributeValue.Text("k" + i % 3))))
                .toArray(Item[]::new);
        Catalog catalog = of(4, new CatalogConfig(100, 3, 10), items);

        CandorException e = assertThrows(CandorException.class, () -> filter(catalog.snapshot(), "title", "t0"));

        assertEquals(
                "filter.attributes.title: cannot be filtered by, it has more than 3 distinct values",
                e.violations().getFirst().toString());
        assertEquals(2, filter(catalog.snapshot(), "kind", "k0").cardinality());
    }

    @Test
    void filter_moreAttributesThanIndexed_knowsTheFirstOnes() {
        Catalog catalog = of(
                2,
                new CatalogConfig(100, 10, 1),
                with("i0", Map.of("a", new AttributeValue.Flag(true))),
                with("i1", Map.of("b", new AttributeValue.Flag(true))));

        assertEquals(1, filter(catalog.snapshot(), "a", "true").cardinality());
        assertThrows(CandorException.class, () -> filter(catalog.snapshot(), "b", "true"));
    }

    @Test
    void filter_targetOfAnotherSize_isRefused() {
        Catalog catalog = TestCatalogs.ofSize(3, 2);
        assertThrows(IllegalArgumentException.class, () -> catalog.snapshot().filter(ItemFilter.NONE, new Bits(4)));
    }

    @Test
    void eligibleAt_nothingHidden_isNull() {
        Catalog catalog = TestCatalogs.ofSize(3, 2);
        assertNull(catalog.snapshot().eligibleAt(0));
        catalog.apply(List.of(new ItemChange.Availability("i1", false)));
        assertNotNull(catalog.snapshot().eligibleAt(0));
        catalog.apply(List.of(new ItemChange.Availability("i1", true)));
        assertNull(catalog.snapshot().eligibleAt(0));
    }

    @Test
    void eligibleAt_aroundEveryBoundary_followsTheClockBothWays() {
        Catalog catalog = TestCatalogs.ofSize(
                4,
                2,
                Item.ofId("i3").withAvailable(false),
                timed("i0", new TimeWindow(DAY, 3 * DAY), List.of()),
                timed("i1", TimeWindow.ALWAYS, List.of(new Season(MonthDay.of(1, 2), MonthDay.of(1, 3)))));
        catalog.apply(List.of(new ItemChange.Put(timed("i2", new TimeWindow(Long.MIN_VALUE, 2 * DAY), List.of()))));
        List<Long> times =
                List.of(0L, DAY - 1, DAY, 2 * DAY - 1, 2 * DAY, 3 * DAY - 1, 3 * DAY, 365 * DAY, 366 * DAY, 368 * DAY);
        for (List<Long> order : List.of(times, times.reversed(), List.of(3 * DAY, 0L, 2 * DAY, DAY, DAY - 1))) {
            for (long time : order) {
                Bits eligible = catalog.snapshot().eligibleAt(time);
                assertNotNull(eligible);
                assertEquals(DAY <= time && time < 3 * DAY, eligible.get(0), () -> "i0 at " + time);
                long dayOfYear = time / DAY % 365;
                assertEquals(dayOfYear == 1 || dayOfYear == 2, eligible.get(1), () -> "i1 at " + time);
                assertEquals(time < 2 * DAY, eligible.get(2), () -> "i2 at " + time);
            }
        }
    }

    @Test
    void eligibleAt_sameInterval_isTheSameSet() {
        Catalog catalog = TestCatalogs.ofSize(1, 2, timed("i0", new TimeWindow(DAY, 3 * DAY), List.of()));
        CatalogSnapshot snapshot = catalog.snapshot();
        assertSame(snapshot.eligibleAt(0), snapshot.eligibleAt(DAY - 1));
    }

    @Test
    void apply_rejectingExecutor_keepsTheChanges() {
        Catalog catalog = Catalog.of(items(1), Stream.empty(), new CatalogConfig(1, 10, 10), task -> {
            throw new RejectedExecutionException("shut down");
        });

        for (int i = 0; i < 40; i++) {
            catalog.apply(List.of(new ItemChange.Put(TestCatalogs.item("n" + i, "c", ""))));
        }

        assertEquals(41, catalog.snapshot().size());
        assertEquals(1, catalog.snapshot().categoryCount(40));
    }

    @Test
    void apply_whileAMergeIsUnderWay_keepsTheLaterChange() {
        List<Runnable> merges = new ArrayList<>();
        Catalog catalog = Catalog.of(items(1), Stream.empty(), new CatalogConfig(1, 10, 10), merges::add);
        catalog.apply(List.of(new ItemChange.Put(Item.ofId("a")), new ItemChange.Put(Item.ofId("b"))));
        catalog.apply(List.of(new ItemChange.Put(Item.ofId("c"))));
        assertEquals(1, merges.size());

        merges.removeFirst().run();

        assertEquals(
                "CatalogSnapshot[size=4, model=1, changed=1]",
                catalog.snapshot().toString());
    }

    @Test
    void snapshot_whileAnotherThreadWrites_isAlwaysWhole() throws InterruptedException {
        Catalog catalog = Catalog.of(
                items(100),
                Stream.empty(),
                new CatalogConfig(8, 100, 10),
                task -> Thread.ofPlatform().start(task));
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<String> wrong = new AtomicReference<>("");
        Thread reader = Thread.ofPlatform().start(() -> {
            while (done.getCount() > 0) {
                String problem = problemOf(catalog.snapshot());
                if (!problem.isEmpty()) {
                    wrong.set(problem);
                }
            }
        });
        for (int round = 0; round < 500; round++) {
            // The two always change together.
            String label = "v" + round;
            catalog.apply(List.of(
                    new ItemChange.Put(TestCatalogs.item("i7", label, "")),
                    new ItemChange.Put(TestCatalogs.item("i90", label, "")),
                    new ItemChange.Put(TestCatalogs.item("tail" + round % 50, "x", ""))));
        }
        done.countDown();
        reader.join();
        assertEquals("", wrong.get());
        assertEquals(List.of("v499"), catalog.snapshot().itemAt(90).categories());
    }

    private static String problemOf(CatalogSnapshot snapshot) {
        List<String> labels = snapshot.itemAt(7).categories();
        if (!labels.equals(snapshot.itemAt(90).categories())) {
            return "two items that change together differ";
        }
        Bits target = new Bits(snapshot.size());
        if (!labels.isEmpty()) {
            snapshot.filter(
                    new ItemFilter(
                            new LabelCondition(labels, List.of(), List.of()),
                            LabelCondition.NONE,
                            Map.of(),
                            OptionalLong.empty(),
                            OptionalDouble.empty(),
                            OptionalDouble.empty()),
                    target);
            if (!target.get(7) || !target.get(90) || target.cardinality() != 2) {
                return "filter for " + labels + " passes " + target.cardinality();
            }
        }
        for (int o = 0; o < snapshot.size(); o++) {
            if (snapshot.ordinalOf(snapshot.idAt(o)) != o) {
                return "ordinal " + o + " is lost";
            }
        }
        return "";
    }

    @Test
    void orders_notPositive_areLeftOut() {
        Catalog catalog = TestCatalogs.of(2, new float[] {0, 2, Float.NaN, 5, -1, 2});
        assertArrayEquals(new int[] {3, 1, 5}, catalog.snapshot().byPopularity());
        assertArrayEquals(new int[] {3, 1, 5}, catalog.snapshot().byTrend());
        assertEquals(0, catalog.snapshot().popularity(4));
    }

    @Test
    void config_outOfBounds_saysValueAndBound() {
        assertEquals(
                "merge_after must be 1 to 100000, was 0",
                assertThrows(IllegalArgumentException.class, () -> new CatalogConfig(0, 1, 1))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new CatalogConfig(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new CatalogConfig(1, 1, 1_001));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ModelItems(new ListIdTable(List.of("a")), FloatColumn.of(new float[2]), column(1), 2));
        assertTrue(CatalogConfig.defaults().mergeAfter() > 0);
        assertFalse(CatalogConfig.defaults().maxFilterValues() < 1);
    }

    private static Bits filter(CatalogSnapshot snapshot, String attribute, String value) {
        Bits target = new Bits(snapshot.size());
        snapshot.filter(
                new ItemFilter(
                        LabelCondition.NONE,
                        LabelCondition.NONE,
                        Map.of(attribute, new LabelCondition(List.of(value), List.of(), List.of())),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty()),
                target);
        return target;
    }

    private static Catalog of(int size, CatalogConfig config, Item... items) {
        return Catalog.of(items(size), Stream.of(items), config, Runnable::run);
    }

    private static ModelItems items(int size) {
        List<String> ids = IntStream.range(0, size).mapToObj(i -> "i" + i).toList();
        return new ModelItems(new ListIdTable(ids), column(size), column(size), 2);
    }

    private static FloatColumn column(int size) {
        return FloatColumn.of(new float[size]);
    }

    private static Item with(String id, Map<String, AttributeValue> attributes) {
        return item(id, TimeWindow.ALWAYS, List.of(), attributes);
    }

    private static Item timed(String id, TimeWindow window, List<Season> seasons) {
        return item(id, window, seasons, Map.of());
    }

    private static Item item(
            String id, TimeWindow window, List<Season> seasons, Map<String, AttributeValue> attributes) {
        return new Item(
                id,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                true,
                window,
                seasons,
                0,
                attributes,
                List.of());
    }
}
