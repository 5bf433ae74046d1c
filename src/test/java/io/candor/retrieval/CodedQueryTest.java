package io.candor.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.math.CodeKernels;
import io.candor.math.FactorMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodedQueryTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 64, 130})
    void error_randomRows_coversWhatCodingTookAndIsSmall(int dims) {
        FactorMatrix items = Factors.clustered(333, dims, 1, random);
        FactorMatrix queries = Factors.clustered(20, dims, 1, random);
        ExactStore store = ExactStore.of(items, ScanOrder.byDirection(items));
        CodedQuery coded = new CodedQuery(dims);
        int[] sums = new int[CodeKernels.ROWS];
        for (int q = 0; q < queries.rows(); q++) {
            float[] query = Factors.row(queries, q);
            coded.set(query);
            for (int block = 0; block < store.blocks(); block++) {
                CodeKernels.dot(store.coded().array(block), store.coded().offsetOf(block), coded.spread(), sums);
                float error = coded.error(store, block);
                float largest = store.largest(block);
                double most = mostAround(coded, store, block);
                for (int row = 0; row < CodeKernels.ROWS; row++) {
                    int ordinal = store.ordinals()[block * CodeKernels.ROWS + row];
                    if (ordinal >= 0) {
                        double estimate = coded.unit(store, block) * sums[row];
                        double product = items.dot(ordinal, query, 0);
                        assertTrue(Math.abs(estimate - product) <= error, () -> estimate + " for " + product);
                        assertTrue(product <= coded.most(largest));
                        assertTrue(product <= most, () -> product + " around a centre, at most " + most);
                    }
                }
                assertTrue(most <= 2.2 * coded.most(largest), "a centre and a radius, each no longer than a row");
                assertTrue(error <= 0.04 * coded.most(largest), "error " + error + " of " + coded.most(largest));
            }
        }
    }

    @Test
    void mostAround_rowsAroundFewDirections_passesOverMostBlocks() {
        FactorMatrix items = Factors.clustered(4_000, 8, 0.1, random);
        ExactStore store = ExactStore.of(items, ScanOrder.byDirection(items));
        CodedQuery coded = new CodedQuery(8);
        int passedOver = 0;
        for (int q = 0; q < 20; q++) {
            float[] query = Factors.row(items, q);
            coded.set(query);
            float tenth = Factors.bruteForce(items, query, null, 10).score(9);
            for (int block = 0; block < store.blocks(); block++) {
                passedOver += mostAround(coded, store, block) < tenth ? 1 : 0;
            }
        }
        assertTrue(passedOver > 0.5 * 20 * store.blocks(), passedOver + " of " + 20 * store.blocks());
    }

    private static double mostAround(CodedQuery coded, ExactStore store, int block) {
        int group = block / CodeKernels.ROWS;
        int[] sums = new int[CodeKernels.ROWS];
        CodedBlocks centres = store.centres().coded();
        CodeKernels.dot(centres.array(group), centres.offsetOf(group), coded.spread(), sums);
        return coded.mostAround(store, block, coded.centreUnit(store, group) * sums[block % CodeKernels.ROWS], 1);
    }

    @Test
    void set_afterAnotherQuery_keepsNothingOfIt() {
        CodedQuery coded = new CodedQuery(5);
        coded.set(new float[] {1, -2, 3, -4, 5});
        coded.set(new float[] {0, 0, 0, 0, 0});
        for (short code : coded.codes()) {
            assertEquals(0, code);
        }
        assertTrue(coded.most(1) < 1e-30);
    }
}
