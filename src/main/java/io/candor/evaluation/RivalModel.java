package io.candor.evaluation;

import io.candor.catalog.IdTable;
import io.candor.dataset.Holdout;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.model.ModelSnapshot;
import java.util.stream.IntStream;

/** Lets one bundle rank for the hold-out of another, if it was trained without what is held out there. */
public final class RivalModel {
    private RivalModel() {}

    /**
     * Returns what another bundle predicts, by the ordinals of the first. Items it does not know come last.
     *
     * @param model of the hold-out
     * @param holdout what both are judged by
     * @param rival held as long as the predictions are asked
     * @param withheld the hold-out of the rival
     * @throws CandorException DATASET_INVALID when the rival lacks a judged user, or may have been trained on what it would
     *     be judged by
     */
    public static Predictions predictions(ModelSnapshot model, Holdout holdout, ModelSnapshot rival, Holdout withheld) {
        int[] userOf = translation(model.userIds(), rival.userIds());
        int[] itemOf = translation(model.itemIds(), rival.itemIds());
        int[] withheldAt = new int[rival.userIds().size()];
        for (int i = 0; i < withheld.size(); i++) {
            withheldAt[withheld.user(i)] = i + 1;
        }
        long known = 0;
        for (int i = 0; i < holdout.size(); i++) {
            int user = userOf[holdout.user(i)];
            known += user < 0 || leaks(holdout, i, itemOf, withheld, withheldAt[user] - 1) ? 1 : 0;
        }
        if (known > 0) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID,
                    rival.manifest().version() + " does not know " + known + " of the " + holdout.size()
                            + " judged users, or was trained on what is held out for them in "
                            + model.manifest().version() + "; train both on the same ratings with the same split");
        }
        JudgedModel judged = JudgedModel.of(rival);
        Predictions own = judged.predictions();
        return new Predictions(
                ItemScores.translated(
                        own.scores(), userOf, itemOf, rival.items().rows()),
                own.ratings().map(ratings -> (user, item) -> ratings.of(userOf[user], itemOf[item])));
    }

    /** Returns whether something held out for the i-th user may have been in the rival's training part. */
    private static boolean leaks(Holdout holdout, int i, int[] itemOf, Holdout withheld, int at) {
        for (int k = 0; k < holdout.heldOutCount(i); k++) {
            int item = itemOf[holdout.heldOut(i, k)];
            boolean kept = at >= 0
                    && IntStream.range(0, withheld.heldOutCount(at)).anyMatch(j -> withheld.heldOut(at, j) == item);
            if (item >= 0 && !kept) {
                return true;
            }
        }
        return false;
    }

    private static int[] translation(IdTable from, IdTable to) {
        return IntStream.range(0, from.size())
                .map(ordinal -> to.ordinalOf(from.idAt(ordinal)))
                .toArray();
    }
}
