package io.candor.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which field of a row is what.
 *
 * @param user index of the user id
 * @param item index of the item id
 * @param value index of the rating, count or weight; {@link #ABSENT} when every row counts 1
 * @param time index of the time; {@link #ABSENT} when the order of the file is all there is
 * @param stars index of the rating where that is not the value, as {@code export} writes pairs; {@link #ABSENT} when it is
 * @param weight index of the weight of the row; {@link #ABSENT} when all weigh 1
 */
record ColumnLayout(int user, int item, int value, int time, int stars, int weight) {
    static final int ABSENT = -1;

    private static final Set<String> USER =
            Set.of("user", "userid", "uid", "visitor", "visitorid", "customer", "customerid");
    private static final Set<String> ITEM = Set.of(
            "item",
            "itemid",
            "iid",
            "movie",
            "movieid",
            "product",
            "productid",
            "artist",
            "artistid",
            "track",
            "trackid",
            "video",
            "videoid",
            "article",
            "articleid",
            "book",
            "bookid");
    private static final Set<String> VALUE = Set.of("rating", "value", "score", "count", "weight", "plays", "strength");
    private static final Set<String> TIME =
            Set.of("timestamp", "time", "ts", "date", "datetime", "unixtimestamp", "ratingtimestamp", "createdat");

    private static final Set<String> STARS = Set.of("stars");
    private static final Set<String> WEIGHT = Set.of("pairweight");

    /** Returns the layout that the names of a header say, empty when they do not name a user and an item. */
    static Optional<ColumnLayout> ofHeader(List<String> names) {
        int value = indexOf(names, VALUE);
        int stars = indexOf(names, STARS);
        ColumnLayout layout = new ColumnLayout(
                indexOf(names, USER),
                indexOf(names, ITEM),
                value == ABSENT ? stars : value,
                indexOf(names, TIME),
                value == ABSENT ? ABSENT : stars,
                indexOf(names, WEIGHT));
        return layout.user == ABSENT || layout.item == ABSENT ? Optional.empty() : Optional.of(layout);
    }

    /** Returns the customary order user, item, value, time for a file without a header. */
    static ColumnLayout ofWidth(int fields) {
        return new ColumnLayout(0, 1, fields > 2 ? 2 : ABSENT, fields > 3 ? 3 : ABSENT, ABSENT, ABSENT);
    }

    /** Returns whether rows have a rating or a weight beside their value. */
    boolean isScored() {
        return stars != ABSENT || weight != ABSENT;
    }

    /** Returns where the columns are that there are. */
    int[] indices() {
        return IntStream.of(user, item, value, time, stars, weight)
                .filter(index -> index != ABSENT)
                .toArray();
    }

    /** Returns how many fields a row needs to have. */
    int width() {
        return 1 + Math.max(Math.max(Math.max(user, item), Math.max(value, time)), Math.max(stars, weight));
    }

    private static int indexOf(List<String> names, Set<String> wanted) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            if (wanted.contains(name)) {
                return i;
            }
        }
        return ABSENT;
    }
}
