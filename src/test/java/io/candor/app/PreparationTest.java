package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.dataset.Split;
import io.candor.training.TrainingSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PreparationTest {
    private static final long DAY = 86_400_000;
    private static final TrainingSettings SHAPED = TrainingSettings.of(
            "ials", Map.of("centre", "true", "j_curve", "true", "decay_half_life", "10d", "holdout_min", "2"));

    /** What is held out is the last row of each user; its rating and its time differ. */
    @Test
    void divide_otherHeldOutRatingsAndTimes_changeNothingThatIsLearntFrom() {
        Preparation.Parts one = divide(SHAPED, rows(1, 50));
        Preparation.Parts other = divide(SHAPED, rows(5, 90));
        Interactions training = one.shaped().training();
        assertEquals(4, training.size());
        for (int row = 0; row < training.size(); row++) {
            assertEquals(training.value(row), other.shaped().training().value(row));
            assertEquals(training.rating(row), other.shaped().training().rating(row));
            assertEquals(training.weight(row), other.shaped().training().weight(row));
        }
        assertEquals(1, training.weight(3), "the newest of what is learnt from counts whole");
        assertNotEquals(
                one.shaped().heldOut().rating(0), other.shaped().heldOut().rating(0));
    }

    @Test
    void divide_again_shapesByWhatIsLeft() {
        Preparation preparation = new Preparation(SHAPED, List.of());
        Preparation.Parts outer = preparation.divide(rows(3, 50), new Split.LeaveLastOut(2));
        Preparation.Parts inner = preparation.divide(outer.asRead(), new Split.LeaveLastOut(2));
        assertEquals(2, inner.shaped().training().size());
        assertEquals(1, inner.shaped().training().weight(1), "nothing of what was held out since is newer");
    }

    @Test
    void divide_minimum_tellsInterestByShapedValues() {
        TrainingSettings settings =
                TrainingSettings.of("ials", Map.of("centre", "true", "min_value", "0", "holdout_min", "3"));
        Preparation.Parts parts = divide(settings, rows(1, 50));
        for (int row = 0; row < parts.interest().size(); row++) {
            assertEquals(true, parts.interest().value(row) >= 0);
        }
        assertEquals(2, parts.interest().size());
    }

    private static Preparation.Parts divide(TrainingSettings settings, Interactions rows) {
        return new Preparation(settings, List.of()).divide(rows, settings.split("leave-last-out"));
    }

    private static Interactions rows(float lastRating, int lastDay) {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (String user : new String[] {"a", "b"}) {
            int later = user.equals("b") ? 5 : 0;
            builder.add(user, "x", 2, (10 + later) * DAY);
            builder.add(user, "y", 4, (20 + later) * DAY);
            builder.add(user, "z", lastRating, lastDay * DAY);
        }
        return builder.build();
    }
}
