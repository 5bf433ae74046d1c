package io.candor.serving;

import static io.candor.serving.PipelineFixture.category;
import static io.candor.serving.PipelineFixture.idsOf;
import static io.candor.serving.PipelineFixture.request;
import static io.candor.serving.PipelineFixture.withCursor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.catalog.ItemFilter;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.SlateRecord;
import io.candor.event.TokenVerdict;
import io.candor.math.FactorMatrix;
import io.candor.retrieval.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request end to end over a tiny bundle, without any event loop. */
final class PipelineTest {
    private static final int ITEMS = 500;

    @TempDir
    private Path directory;

    private long nanos;
    private final PipelineFixture pipeline = new PipelineFixture(() -> nanos);
    private PipelineFixture.Served served;

    @BeforeEach
    void serve() throws IOException {
        served = pipeline.serve(directory.resolve("a"), ITEMS, 20, 1);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void recommend_knownUser_namesTheModelAndPersonalises() {
        try (Slate slate = pipeline.slate(request("home", "user-3", 10))) {
            assertEquals(10, slate.size());
            assertEquals("a", slate.model());
            assertEquals("greedy", slate.policy());
            assertEquals(Optional.empty(), slate.degraded());
            assertTrue((slate.sourcesAt(0) & Source.PERSONALISED.bit()) != 0);
            assertEquals(1, slate.propensityAt(0));
        }
    }

    @Test
    void recommend_knownUser_scoresContainTheInnerProductAndTermsAddUp() {
        FactorMatrix items = served.snapshot().items();
        float[] user = new float[8];
        served.snapshot().users().copyRow(3, user, 0);
        try (Slate slate = pipeline.slate(request("home", "user-3", 20))) {
            for (int i = 0; i < slate.size(); i++) {
                int row = served.snapshot().itemIds().ordinalOf(slate.idAt(i));
                assertEquals(items.dot(row, user, 0), slate.explanationAt(i).getOrDefault("dot", Double.NaN), 1e-5);
                double sum = slate.explanationAt(i).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
                assertEquals(slate.scoreAt(i), sum, 1e-9);
                assertTrue(i == 0 || slate.scoreAt(i) <= slate.scoreAt(i - 1));
            }
        }
    }

    @Test
    void recommend_unknownUser_isServedPopularItemsAndSaysSo() {
        try (Slate slate = pipeline.slate(request("popular", "nobody", 10))) {
            assertEquals(10, slate.size());
            for (int i = 0; i < slate.size(); i++) {
                assertTrue((slate.sourcesAt(i) & Source.POPULAR.bit()) != 0);
            }
        }
        try (Slate slate = pipeline.slate(request("home", "nobody", 10))) {
            assertEquals(10, slate.size());
            assertEquals(Optional.empty(), slate.degraded());
            for (int i = 0; i < slate.size(); i++) {
                assertEquals(0, slate.sourcesAt(i) & Source.PERSONALISED.bit());
            }
        }
    }

    @Test
    void recommend_filterThatLeavesFew_returnsAllOfThem() {
        List<String> keep = List.of("item-40", "item-45", "item-50");
        List<String> exclude = IntStream.iterate(0, i -> i < ITEMS, i -> i + 5)
                .mapToObj(i -> "item-" + i)
                .filter(id -> !keep.contains(id))
                .toList();
        List<String> ids = pipeline.ids(request("home", "user-1", 10, "", category("c0"), exclude, List.of()));
        assertEquals(new HashSet<>(keep), new HashSet<>(ids));
        assertEquals(3, ids.size());
    }

    @Test
    void recommend_anyPlacementAndLimit100_isFilledWhileEligibleItemsExist() {
        for (String placement : List.of("home", "popular", "trending", "new")) {
            List<String> ids =
                    pipeline.ids(request(placement, "user-1", 100, "", category("c2"), List.of(), List.of()));
            assertEquals(100, new HashSet<>(ids).size(), placement);
        }
    }

    @Test
    void recommend_similar_needsAKnownContextItemAndLeavesItOut() {
        List<String> ids = pipeline.ids(request("similar", "", 20, "item-7", ItemFilter.NONE, List.of(), List.of()));
        assertEquals(20, ids.size());
        assertFalse(ids.contains("item-7"));
        assertEquals(ErrorCode.INVALID_REQUEST, refusal(request("similar", "", 20)));
        assertEquals(
                ErrorCode.ITEM_NOT_FOUND,
                refusal(request("similar", "", 20, "nothing", ItemFilter.NONE, List.of(), List.of())));
    }

    @Test
    void recommend_excludedItemsAndSlates_areNotShownAgain() {
        RecommendationRequest first = request("home", "user-2", 10);
        try (Slate slate = pipeline.slate(first)) {
            List<String> ids = idsOf(slate);
            List<String> rest = pipeline.ids(
                    request("other", "user-2", 100, "", ItemFilter.NONE, List.of(ids.get(0)), List.of(slate.token())));
            assertTrue(rest.stream().noneMatch(ids::contains));
        }
        assertEquals(
                ErrorCode.INVALID_REQUEST,
                refusal(request("home", "user-2", 10, "", ItemFilter.NONE, List.of(), List.of("c1.AAAA.AAAA"))));
    }

    @Test
    void recommend_token_saysWhatWasShownWhere() {
        try (Slate first = pipeline.slate(request("home", "user-2", 5));
                Slate second = pipeline.slate(withCursor(request("home", "user-2", 5), first.cursor()))) {
            SlateRecord shown = ((TokenVerdict.Genuine) pipeline.tokens.verify(second.token())).slate();
            assertEquals(6, shown.firstPosition());
            assertEquals(6, second.firstPosition());
            assertEquals("a", shown.model());
            assertEquals(
                    idsOf(second),
                    shown.items().stream().map(SlateRecord.ShownItem::id).toList());
        }
    }

    @Test
    void recommend_deletedAndUnavailable_areGoneAndNewOnesAppear() {
        List<String> before = pipeline.ids(request("popular", "", 3));
        served.catalog()
                .apply(List.of(
                        new ItemChange.Delete(before.get(0)),
                        new ItemChange.Availability(before.get(1), false),
                        new ItemChange.Put(Item.ofId("brand/new ✓"))));
        List<String> after = pipeline.pagesOf(request("popular", "", 100));
        assertFalse(after.contains(before.get(0)));
        assertFalse(after.contains(before.get(1)));
        assertTrue(after.contains("brand/new ✓"));
        assertEquals(ITEMS - 1, after.size());
    }

    @Test
    void recommend_pastThePlacementsTime_isDegradedButFull() {
        PipelineFixture slow = new PipelineFixture(() -> nanos += 60_000_000L);
        try (slow) {
            slow.models.swap(pipeline.models.acquire());
            try (Slate slate = slow.slate(request("home", "user-1", 10))) {
                assertEquals(10, slate.size());
                assertEquals(Optional.of("retrieval_deadline"), slate.degraded());
            }
        }
    }

    @Test
    void recommend_withoutModelOrPlacement_isRefused() {
        assertEquals(ErrorCode.PLACEMENT_NOT_FOUND, refusal(request("nowhere", "", 1)));
        pipeline.models.clear();
        assertEquals(ErrorCode.MODEL_UNAVAILABLE, refusal(request("home", "", 1)));
    }

    @Test
    void recommend_failure_givesTheModelBack() {
        assertEquals(ErrorCode.INVALID_REQUEST, refusal(request("similar", "", 1)));
        pipeline.models.clear();
        assertFalse(served.snapshot().tryRetain());
    }

    @Test
    void close_afterASwap_letsTheOldModelGoWithItsLastSlate() throws IOException {
        Slate slate = pipeline.slate(request("home", "user-1", 10));
        var old = served.snapshot();
        served = pipeline.serve(directory.resolve("b"), 50, 5, 2);
        assertEquals("a", slate.model());
        assertEquals(10, idsOf(slate).size());
        slate.close();
        assertFalse(old.tryRetain());
        slate.close();
        assertTrue(served.snapshot().tryRetain());
        served.snapshot().release();
    }

    private ErrorCode refusal(RecommendationRequest request) {
        return assertThrows(CandorException.class, () -> pipeline.slate(request))
                .code();
    }
}
