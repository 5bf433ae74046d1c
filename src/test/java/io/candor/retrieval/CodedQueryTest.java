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
        ExactStore store = ExactStore.of(items);
        CodedQuery coded = new CodedQuery(dims);
        int[] sums = new int[CodeKernels.ROWS];
        for (int q = 0; q < queries.rows(); q++) {
            float[] query = Factors.row(queries, q);
            coded.set(query);
            for (int block = 0; block < ExactStore.blocks(333); block++) {
                CodeKernels.dot(store.codes(block), store.offsetOf(block), coded.spread(), sums);
                float error = coded.error(store, block);
                float largest = store.norms()[block * CodeKernels.ROWS];
                for (int row = 0; row < CodeKernels.ROWS; row++) {
                    int ordinal = store.ordinals()[block * CodeKernels.ROWS + row];
                    if (ordinal >= 0) {
                        double estimate = coded.unit(store, block) * sums[row];
                        double product = items.dot(ordinal, query, 0);
                        assertTrue(Math.abs(estimate - product) <= error, () -> estimate + " for " + product);
                        assertTrue(product <= coded.most(largest));
                    }
                }
                assertTrue(error <= 0.04 * coded.most(largest), "error " + error + " of " + coded.most(largest));
            }
        }
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
