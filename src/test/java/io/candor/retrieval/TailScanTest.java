package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.math.Bits;
import io.candor.math.TopK;
import org.junit.jupiter.api.Test;

final class TailScanTest {
    private static final int[] TAIL = {10, 12, 13};
    private static final float[] FACTORS = {1, 0, 3, 0, 2, 5};

    @Test
    void offer_afterASortedSearch_mergesInOrder() {
        TopK best = new TopK(3);
        best.offer(4, 2.5f);
        best.offer(7, 0.5f);
        best.offer(1, 9f);
        best.sort();
        TailScan.offer(TAIL, FACTORS, new float[] {1, 0}, null, best);
        assertArrayEquals(new int[] {1, 12, 4}, best.toOrdinals());
        assertEquals(3f, best.score(1));
    }

    @Test
    void offer_notAllowed_leavesOut() {
        Bits allowed = new Bits(14);
        allowed.set(13);
        TopK best = new TopK(3);
        TailScan.offer(TAIL, FACTORS, new float[] {1, 0}, allowed, best);
        assertArrayEquals(new int[] {13}, best.toOrdinals());
    }

    @Test
    void offer_emptyTail_onlySorts() {
        TopK best = new TopK(2);
        best.offer(3, 1f);
        best.offer(2, 4f);
        TailScan.offer(new int[0], new float[0], new float[] {1, 0}, null, best);
        assertArrayEquals(new int[] {2, 3}, best.toOrdinals());
    }
}
