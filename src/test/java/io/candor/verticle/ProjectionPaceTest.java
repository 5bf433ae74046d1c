package io.candor.verticle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.verticle.ProjectionPace.Step;
import org.junit.jupiter.api.Test;

final class ProjectionPaceTest {
    private static final long MILLISECOND = 1_000_000;

    private final ProjectionPace pace = new ProjectionPace(0.1, 10_000, 1_000);

    @Test
    void restMillis_moreArrivedThanWereStored_leavesTheShare() {
        assertEquals(180, pace.restMillis(new Step(20 * MILLISECOND, 2_000, 2_001, 5_000, 500)));
    }

    @Test
    void restMillis_asManyWereStoredAsArrived_isNone() {
        assertEquals(0, pace.restMillis(new Step(20 * MILLISECOND, 2_000, 2_000, 5_000, 999)));
    }

    @Test
    void restMillis_tooManyWait_isNone() {
        assertEquals(0, pace.restMillis(new Step(20 * MILLISECOND, 2_000, 9_000, 10_000, 999)));
        assertEquals(0, pace.restMillis(new Step(20 * MILLISECOND, 2_000, 9_000, 5_000, 1_000)));
    }

    @Test
    void restMillis_moreThanHalfOfWhatMayWait_leavesEvenlyLess() {
        assertEquals(180, pace.restMillis(new Step(20 * MILLISECOND, 2_000, 9_000, 5_000, 500)));
        assertEquals(16, pace.restMillis(new Step(20 * MILLISECOND, 2_000, 9_000, 7_500, 500)), "share of 0.55");
        assertEquals(16, pace.restMillis(new Step(20 * MILLISECOND, 2_000, 9_000, 5_000, 750)), "share of 0.55");
        assertEquals(5, pace.restMillis(new Step(20 * MILLISECOND, 2_000, 9_000, 8_888, 500)), "share of 0.8");
    }

    @Test
    void restMillis_nothingMayWait_isNone() {
        assertEquals(0, new ProjectionPace(0.1, 0, 1_000).restMillis(new Step(20 * MILLISECOND, 2_000, 9_000, 1, 1)));
    }

    @Test
    void restMillis_slowStep_isBounded() {
        assertEquals(
                ProjectionPace.LONGEST_REST_MILLIS,
                pace.restMillis(new Step(3_000 * MILLISECOND, 2_000, 50_000, 5_000, 500)));
    }

    @Test
    void restMillis_wholeShare_neverRests() {
        assertEquals(0, new ProjectionPace(1, 10_000, 1_000).restMillis(new Step(MILLISECOND, 1, 100, 100, 100)));
    }
}
