package io.candor.dataset;

import io.candor.math.Bits;
import java.util.Arrays;

/**
 * What is kept of a split to judge a model later: users, the items held out for each with their ratings, and the items each had
 * in the training part, which a ranking leaves out. Ordinals are those of the model. Immutable and thread-safe.
 */
public final class Holdout {
    private final int items;
    private final int usersWithoutHistory;
    private final int[] users;
    private final OrdinalLists heldOut;
    private final float[] ratings;
    private final RatingRange range;
    private final OrdinalLists seen;

    /** Retains the arrays; ratings go with the values of what is held out. */
    Holdout(
            int items,
            int usersWithoutHistory,
            int[] users,
            OrdinalLists heldOut,
            float[] ratings,
            RatingRange range,
            OrdinalLists seen) {
        this.items = items;
        this.usersWithoutHistory = usersWithoutHistory;
        this.users = users;
        this.heldOut = heldOut;
        this.ratings = ratings;
        this.range = range;
        this.seen = seen;
    }

    /** Returns what a split holds out; users without a row in the training part are counted and left out. */
    public static Holdout of(SplitData split) {
        Interactions withheld = split.heldOut();
        SparseRows held =
                FeedbackMatrix.of(withheld, withheld::rating, row -> 1).byUser();
        SparseRows training = FeedbackMatrix.of(split.training()).byUser();
        int[] users = new int[held.rows()];
        int count = 0;
        int strangers = 0;
        for (int user = 0; user < held.rows(); user++) {
            if (held.length(user) > 0) {
                if (training.length(user) > 0) {
                    users[count++] = user;
                } else {
                    strangers++;
                }
            }
        }
        users = Arrays.copyOf(users, count);
        return new Holdout(
                held.columns(),
                strangers,
                users,
                OrdinalLists.of(held, users),
                OrdinalLists.valuesOf(held, users),
                RatingRange.of(split.training()),
                OrdinalLists.of(training, users));
    }

    /** Returns the number of users to judge by. */
    public int size() {
        return users.length;
    }

    /** Returns the number of items of the model, over which rankings go. */
    public int items() {
        return items;
    }

    /** Returns how many users have something held out but no history to rank by; they are not among the judged. */
    public int usersWithoutHistory() {
        return usersWithoutHistory;
    }

    /** Returns the ordinal of the i-th judged user. */
    public int user(int i) {
        return users[i];
    }

    /** Returns how many items are held out for the i-th judged user, at least 1. */
    public int heldOutCount(int i) {
        return heldOut.count(i);
    }

    /** Returns the k-th item held out for the i-th judged user. */
    public int heldOut(int i, int k) {
        return heldOut.value(i, k);
    }

    /** Returns what the i-th judged user rated that item, NaN when that is not known. */
    public float rating(int i, int k) {
        return ratings[heldOut.index(i, k)];
    }

    /** Returns how many items the i-th judged user had in the training part. */
    public int seenCount(int i) {
        return seen.count(i);
    }

    /** Returns the k-th such item. */
    public int seen(int i, int k) {
        return seen.value(i, k);
    }

    /** Makes {@code candidates} (of {@link #items} bits) hold every item the i-th judged user had not seen. */
    public void unseen(int i, Bits candidates) {
        candidates.setAll();
        for (int k = 0; k < seen.count(i); k++) {
            candidates.clear(seen.value(i, k));
        }
    }

    int[] users() {
        return users;
    }

    OrdinalLists heldOutLists() {
        return heldOut;
    }

    /** Returns the range of the ratings that were learnt from. */
    public RatingRange range() {
        return range;
    }

    float[] ratings() {
        return ratings;
    }

    OrdinalLists seenLists() {
        return seen;
    }
}
