package io.candor.dataset;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Divided interactions; both parts share their ordinals.
 *
 * @param training what a model may know
 * @param heldOut what it is judged by
 */
public record SplitData(Interactions training, Interactions heldOut) {
    static SplitData of(Interactions all, boolean[] heldOut) {
        return new SplitData(all.where(row -> !heldOut[row]), all.where(row -> heldOut[row]));
    }

    /**
     * Divides interactions of which only those of at least {@code minimum} tell interest and are worth holding out. The
     * others stay in the training part, but for those a user left after the first that is held out: nobody knew them then.
     *
     * @param all each (user, item) at most once
     */
    public static SplitData of(Interactions all, Split split, float minimum) {
        return of(all, split, minimum, all);
    }

    /** As above, but what is returned are {@code rows}, which are those of {@code all} with other values. */
    public static SplitData of(Interactions all, Split split, float minimum, Interactions rows) {
        int[] liked = IntStream.range(0, all.size())
                .filter(row -> all.value(row) >= minimum)
                .toArray();
        boolean[] ofLiked = split.heldOut(all.where(row -> all.value(row) >= minimum));
        boolean[] heldOut = new boolean[all.size()];
        long[] firstHeldOut = new long[all.users().size()];
        Arrays.fill(firstHeldOut, Long.MAX_VALUE);
        for (int k = 0; k < liked.length; k++) {
            if (ofLiked[k]) {
                int user = all.user(liked[k]);
                heldOut[liked[k]] = true;
                firstHeldOut[user] = Math.min(firstHeldOut[user], all.time(liked[k]));
            }
        }
        boolean byTime = split instanceof Split.LeaveLastOut || split instanceof Split.Temporal;
        return new SplitData(
                rows.where(row -> !heldOut[row]
                        && !(byTime && all.value(row) < minimum && all.time(row) > firstHeldOut[all.user(row)])),
                rows.where(row -> heldOut[row]));
    }
}
