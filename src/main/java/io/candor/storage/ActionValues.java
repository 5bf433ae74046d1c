package io.candor.storage;

import io.candor.event.Action;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values of an action as columns of table {@code feedback}; what a type does not have is null. */
record ActionValues(
        @Nullable Double amount,
        @Nullable Double extent,
        @Nullable Boolean flag,
        @Nullable String note) {
    private static final ActionValues NONE = new ActionValues(null, null, null, null);

    static ActionValues of(Action action) {
        return switch (action) {
            case Action.Viewable(double seconds) -> amount(seconds);
            case Action.Dwell(double seconds) -> amount(seconds);
            case Action.Watch(double watched, double duration, boolean replayed) ->
                new ActionValues(watched, duration, replayed, null);
            case Action.Rating(double stars) -> amount(stars);
            case Action.Purchase(int quantity, double price) -> new ActionValues((double) quantity, price, null, null);
            case Action.Search(String query) -> new ActionValues(null, null, null, query);
            case Action.Scroll(double depth) -> amount(depth);
            case Action.Impression _,
                    Action.Click _,
                    Action.Like _,
                    Action.Dislike _,
                    Action.Hide _,
                    Action.Save _,
                    Action.Share _,
                    Action.AddToCart _,
                    Action.Return _ -> NONE;
        };
    }

    private static ActionValues amount(double amount) {
        return new ActionValues(amount, null, null, null);
    }

    /** Returns the action these are the values of. */
    Action action(Action.Type type) {
        return switch (type) {
            case IMPRESSION -> new Action.Impression();
            case VIEWABLE -> new Action.Viewable(some(amount));
            case CLICK -> new Action.Click();
            case DWELL -> new Action.Dwell(some(amount));
            case WATCH -> new Action.Watch(some(amount), some(extent), some(flag));
            case RATING -> new Action.Rating(some(amount));
            case LIKE -> new Action.Like();
            case DISLIKE -> new Action.Dislike();
            case HIDE -> new Action.Hide();
            case SAVE -> new Action.Save();
            case SHARE -> new Action.Share();
            case ADD_TO_CART -> new Action.AddToCart();
            case PURCHASE -> new Action.Purchase((int) some(amount).doubleValue(), some(extent));
            case RETURN -> new Action.Return();
            case SEARCH -> new Action.Search(some(note));
            case SCROLL -> new Action.Scroll(some(amount));
        };
    }

    private static <T> T some(@Nullable T value) {
        return Objects.requireNonNull(value, "the column belongs to the type");
    }
}
