package io.candor.serving;

import static io.candor.serving.PipelineFixture.request;
import static io.candor.serving.PipelineFixture.withCursor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.TokenKeys;
import io.candor.exploration.PageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that never repeat, and cursors that are not believed. */
final class CursorTest {
    private static final Cursors CURSORS = new Cursors(PipelineFixture.KEYS);
    private static final PageState PAGE = new PageState(PageState.MAIN, Double.NEGATIVE_INFINITY);

    @TempDir
    private Path directory;

    private final PipelineFixture pipeline = new PipelineFixture(() -> 0);
    private PipelineFixture.Served served;

    @BeforeEach
    void serve() throws IOException {
        served = pipeline.serve(directory.resolve("a"), 400, 20, 1);
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void pages_twentyInARow_neverRepeat() throws Exception {
        List<String> all = pipeline.pages(request("home", "user-4", 20), 20, page -> {});
        assertEquals(400, all.size());
        assertEquals(400, new HashSet<>(all).size());
    }

    @Test
    void pages_catalogueChangesInBetween_neverRepeat() throws Exception {
        List<String> all = pipeline.pages(
                request("home", "user-4", 10),
                20,
                page -> served.catalog()
                        .apply(List.of(
                                new ItemChange.Put(Item.ofId("new-" + page)),
                                new ItemChange.Delete("item-" + page * 7),
                                new ItemChange.Availability("item-" + (page * 7 + 1), page % 2 == 0))));
        assertEquals(200, all.size());
        assertEquals(200, new HashSet<>(all).size());
    }

    @Test
    void pages_modelSwapsInBetween_neverRepeat() throws Exception {
        List<String> all = pipeline.pages(
                request("home", "user-4", 10),
                20,
                page -> pipeline.serve(directory.resolve("m" + page), page % 2 == 0 ? 450 : 400, 20, page));
        assertEquals(200, all.size());
        assertEquals(200, new HashSet<>(all).size());
    }

    @Test
    void pages_otherLimitsOnLaterPages_neverRepeat() throws Exception {
        RecommendationRequest first = request("popular", "", 30);
        try (Slate slate = pipeline.slate(first);
                Slate next = pipeline.slate(withCursor(request("popular", "", 100), slate.cursor()))) {
            HashSet<String> both = new HashSet<>(PipelineFixture.idsOf(slate));
            both.addAll(PipelineFixture.idsOf(next));
            assertEquals(130, both.size());
        }
    }

    @Test
    void encode_pastTheBound_endsPaging() {
        ItemHashes shown = new ItemHashes();
        for (int i = 0; i < Cursors.MAX_ITEMS; i++) {
            shown.add(i);
        }
        RecommendationRequest request = request("home", "u", 10);
        String last = CURSORS.encode(request, shown, -7, PAGE);
        ItemHashes read = new ItemHashes();
        assertEquals(new Cursors.Place(-7, PAGE), CURSORS.decode(withCursor(request, last), read));
        assertEquals(Cursors.MAX_ITEMS, read.size());
        assertTrue(read.contains(999));
        assertFalse(read.contains(1_000));
        shown.add(-1);
        assertEquals("", CURSORS.encode(request, shown, -7, PAGE));
    }

    @Test
    void decode_otherUserSessionOrPlacement_isRefused() {
        ItemHashes shown = new ItemHashes();
        shown.add(17);
        String cursor = CURSORS.encode(request("home", "ann", 10), shown, -7, PAGE);
        refused(withCursor(request("home", "bob", 10), cursor));
        refused(withCursor(request("home", "", 10), cursor));
        refused(withCursor(request("other", "ann", 10), cursor));
    }

    @Test
    void decode_anyDamage_isRefused() {
        ItemHashes shown = new ItemHashes();
        shown.add(17);
        shown.add(-18);
        RecommendationRequest request = request("home", "ann", 10);
        String cursor = CURSORS.encode(request, shown, -7, PAGE);
        Random random = new Random(7);
        for (int i = 0; i < cursor.length() - 1; i++) {
            char other;
            do {
                other = "ABCDabcd0123-_".charAt(random.nextInt(14));
            } while (other == cursor.charAt(i));
            refused(withCursor(request, cursor.substring(0, i) + other + cursor.substring(i + 1)));
            if (i > 0) {
                refused(withCursor(request, cursor.substring(0, i)));
            }
        }
        refused(withCursor(request, "not a cursor"));
        refused(withCursor(request, cursor + cursor));
    }

    @Test
    void decode_otherKeys_isRefused() {
        ItemHashes shown = new ItemHashes();
        shown.add(17);
        RecommendationRequest request = request("home", "ann", 10);
        byte[] key = new byte[32];
        key[31] = 1;
        refused(withCursor(request, new Cursors(TokenKeys.of(key)).encode(request, shown, 1, PAGE)));
    }

    private static void refused(RecommendationRequest request) {
        CandorException refusal =
                assertThrows(CandorException.class, () -> CURSORS.decode(request, new ItemHashes()), request::cursor);
        assertEquals(ErrorCode.CURSOR_INVALID, refusal.code());
    }
}
