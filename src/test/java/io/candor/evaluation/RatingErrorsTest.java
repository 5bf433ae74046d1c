package io.candor.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.Holdout;
import io.candor.dataset.InteractionsBuilder;
import io.candor.dataset.Split;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.math.MeanInterval;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class RatingErrorsTest {
    @Test
    void of_handComputed_isOverAllRatings() {
        InteractionsBuilder rows = new InteractionsBuilder();
        rows.add("u", "a", 5, 1);
        rows.add("v", "b", 5, 1);
        rows.add("w", "c", 1, 1);
        rows.add("u", "b", 4, 2);
        rows.add("u", "c", 1, 3);
        rows.add("v", "a", 3, 4);
        Holdout holdout = Holdout.of(new Split.Temporal(0.5).apply(rows.build()));

        Map<String, MeanInterval> errors = RatingErrors.of((user, item) -> 2, holdout);

        // Errors 2, −1 of u and 1 of v.
        MeanInterval rmse = Objects.requireNonNull(errors.get("RMSE"));
        assertEquals(Math.sqrt(6 / 3.0), rmse.mean(), 1e-12);
        assertEquals(2, rmse.count());
        assertEquals(4 / 3.0, Objects.requireNonNull(errors.get("MAE")).mean(), 1e-12);
        MeanInterval exact =
                Objects.requireNonNull(RatingErrors.of((user, item) -> item == 0 ? 3 : item == 1 ? 4 : 1, holdout)
                        .get("RMSE"));
        assertEquals(new MeanInterval(0, 0, 0, 2), exact);
        // Beyond the range of 1 to 5: errors 1 and 4 of u, and 2 of v.
        MeanInterval beyond = Objects.requireNonNull(
                RatingErrors.of((user, item) -> 900, holdout).get("MAE"));
        assertEquals(7 / 3.0, beyond.mean(), 1e-12);
    }

    @Test
    void rating_factorsAndBiases_areAddedUp() {
        JudgedModel model = new JudgedModel(
                FactorMatrix.ofRows(new float[] {1, 2}, 2),
                FactorMatrix.ofRows(new float[] {3, 4, 5, 6}, 2),
                FloatColumn.of(new float[] {0.5f}),
                FloatColumn.of(new float[] {10, 20}),
                FloatColumn.of(new float[2]),
                true);
        assertEquals(0.5 + 20 + 17, model.rating(0, 1));
        assertEquals(0.5, model.rating(0, -1));
        assertTrue(model.predictions().ratings().isPresent());
    }
}
