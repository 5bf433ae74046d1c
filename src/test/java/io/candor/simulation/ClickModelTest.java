package io.candor.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ClickModelTest {
    @Test
    void probability_noTrust_isExaminationTimesRelevance() {
        ClickModel model = ClickModel.positionBased();
        assertEquals(.68, model.probability(1, 4), 1e-12);
        assertEquals(.48 * .28, model.probability(3, 2), 1e-12);
        assertEquals(.06 * .1, model.probability(10, 0), 1e-12);
        assertEquals(.06, model.examination(11), 1e-12);
        assertEquals(0, model.beta(1), 1e-12);
    }

    @Test
    void probability_reciprocal_fallsByOneOverK() {
        ClickModel model = new ClickModel(ExaminationCurve.RECIPROCAL, 0);
        assertEquals(.52 / 7, model.probability(7, 3), 1e-12);
    }

    @Test
    void probability_trust_isAffineAndFadesDownwards() {
        ClickModel model = new ClickModel(ExaminationCurve.EYE_TRACKING, 0.6);
        assertEquals(.68 * .4 * .1 + .68 * .6, model.probability(1, 0), 1e-12);
        assertEquals(.61 * .7 * .52 + .61 * .3, model.probability(2, 3), 1e-12);
        for (int k = 1; k <= 10; k++) {
            assertEquals(model.examination(k), model.alpha(k) + model.beta(k), 1e-12);
            assertTrue(k == 1 || model.beta(k) < model.beta(k - 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new ClickModel(ExaminationCurve.EYE_TRACKING, 1.1));
    }
}
