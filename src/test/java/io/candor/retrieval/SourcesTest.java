package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Catalog;
import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.ItemChange;
import io.candor.catalog.TestCatalogs;
import io.candor.math.Bits;
import io.candor.math.FactorMatrix;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourcesTest {
    private static final FactorMatrix ROWS = FactorMatrix.ofRows(new float[12], 2);

    private final Catalog catalog = TestCatalogs.of(
            2,
            new float[] {3, 0, 7, 7, 1, 0},
            TestCatalogs.item("i1", "", "", 100, 0),
            TestCatalogs.item("i4", "", "", 300, 0),
            TestCatalogs.item("i5", "", "", 200, 0));
    private final CandidateList found = new CandidateList(8);

    @Test
    void popular_quotaAndAllowed_takesTheMostFrequentOnes() {
        new PopularSource().collect(query(null), 3, found);
        assertArrayEquals(new int[] {2, 3, 0}, ordinals());
        assertEquals(1f, found.strength(0, Source.POPULAR));
        assertEquals(Math.log(4) / Math.log(8), found.strength(2, Source.POPULAR), 1e-6);

        found.clear();
        new PopularSource().collect(query(allowed(0, 1, 4, 5)), 3, found);
        assertArrayEquals(new int[] {0, 4}, ordinals());
    }

    @Test
    void trending_secondOfTwo_isWeaker() {
        new TrendingSource().collect(query(null), 2, found);
        assertArrayEquals(new int[] {2, 3}, ordinals());
        assertEquals(Math.pow(2, -0.5), found.strength(1, Source.TRENDING), 1e-6);
    }

    @Test
    void fresh_deletedAndUndated_areLeftOut() {
        catalog.apply(List.of(
                new ItemChange.Delete("i5"),
                new ItemChange.Put(TestCatalogs.item("new", "", "", 250, 0)),
                new ItemChange.Put(TestCatalogs.item("undated", "", ""))));

        new FreshSource().collect(query(null), 9, found);

        assertArrayEquals(new int[] {4, 6, 1}, ordinals());
    }

    @Test
    void replenish_dueItems_areProposedInTheirOrder() {
        SourceQuery query = query(allowed(0, 1, 4));
        new ReplenishSource().collect(query, 5, found);
        assertEquals(0, found.size());

        query.setDue(new int[] {4, 3, 1, 0});
        new ReplenishSource().collect(query, 2, found);

        assertArrayEquals(new int[] {4, 1}, ordinals());
        assertEquals(1f, found.strength(0, Source.REPLENISH));
        assertEquals(Math.pow(2, -0.5), found.strength(1, Source.REPLENISH), 1e-6);
    }

    @Test
    void catalogue_afterOthers_fillsUpWithWhatIsNew() {
        found.add(3, 1, Source.FRESH);

        new CatalogueSource().collect(query(allowed(0, 1, 3, 4, 5)), 3, found);

        assertArrayEquals(new int[] {3, 0, 4, 1}, ordinals());
        assertEquals(Source.FRESH.bit(), found.sources(0));
        assertEquals(Source.CATALOGUE.bit(), found.sources(3));

        new CatalogueSource().collect(query(allowed(0, 1, 3, 4, 5)), 9, found);
        assertEquals(5, found.size());
    }

    @Test
    void collect_orderOfSources_doesNotMatter() {
        CandidateList other = new CandidateList(8);
        new PopularSource().collect(query(null), 3, found);
        new FreshSource().collect(query(null), 2, found);
        new FreshSource().collect(query(null), 2, other);
        new PopularSource().collect(query(null), 3, other);

        assertEquals(found.size(), other.size());
        for (int i = 0; i < found.size(); i++) {
            assertEquals(found.sources(i), other.sources(other.indexOf(found.ordinal(i))));
        }
    }

    @Test
    void collect_quotaZeroOrNothingAllowed_addsNothing() {
        for (CandidateSource source :
                List.of(new PopularSource(), new TrendingSource(), new FreshSource(), new CatalogueSource())) {
            source.collect(query(null), 0, found);
            source.collect(query(allowed()), 5, found);
        }
        assertEquals(0, found.size());
    }

    @Test
    void seeds_moreThanKept_keepTheNewest() {
        SourceQuery query = query(null);
        query.addContext(-1);
        query.addContext(2);
        query.addRecent(5);
        query.addRecent(2);
        query.addRecent(4);

        assertEquals(3, query.seedCount());
        assertEquals(1f, query.seedWeight(0));
        assertEquals(1f, query.seedWeight(1));
        assertEquals(0.64f, query.seedWeight(2), 1e-6);
        assertTrue(query.isSeed(4) && !query.isSeed(1));
        IntStream.range(0, 50).forEach(query::addRecent);
        assertEquals(SourceQuery.MAX_SEEDS, query.seedCount());
    }

    private SourceQuery query(@Nullable Bits allowed) {
        CatalogSnapshot snapshot = catalog.snapshot();
        return new SourceQuery(snapshot, ItemVectors.over(ROWS), new QueryVector(2), allowed);
    }

    private Bits allowed(int... ordinals) {
        Bits bits = new Bits(catalog.snapshot().size());
        IntStream.of(ordinals).forEach(bits::set);
        return bits;
    }

    private int[] ordinals() {
        return IntStream.range(0, found.size()).map(found::ordinal).toArray();
    }
}
