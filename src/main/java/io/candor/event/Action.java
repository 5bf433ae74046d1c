package io.candor.event;

import java.util.List;
import java.util.Locale;

/** What somebody did, with the values that belong to it. Durations are in seconds. */
public sealed interface Action {
    /** The item was shown. */
    record Impression() implements Action {}

    /**
     * The item was in view.
     *
     * @param seconds how long, 0 to 86,400
     */
    record Viewable(double seconds) implements Action {
        public Viewable {
            Bounds.seconds("seconds", seconds);
        }
    }

    /** The item was opened. */
    record Click() implements Action {}

    /**
     * The item was left again.
     *
     * @param seconds how long it was open, 0 to 86,400
     */
    record Dwell(double seconds) implements Action {
        public Dwell {
            Bounds.seconds("seconds", seconds);
        }
    }

    /**
     * The item was watched or listened to.
     *
     * @param watched how far, 0 to 86,400
     * @param duration how long it is, above 0 to 86,400
     * @param replayed whether this was not the first time
     */
    record Watch(double watched, double duration, boolean replayed) implements Action {
        public Watch {
            Bounds.seconds("watched", watched);
            Bounds.seconds("duration", duration);
            Bounds.check("duration", duration > 0, "above 0", duration);
        }

        /** Returns the share that was watched, 0 to 1. */
        public double completion() {
            return Math.min(1, watched / duration);
        }
    }

    /**
     * Stars were given.
     *
     * @param stars 1 to 5, halves and other fractions allowed
     */
    record Rating(double stars) implements Action {
        public Rating {
            Bounds.check("stars", stars >= 1 && stars <= 5, "1 to 5", stars);
        }
    }

    record Like() implements Action {}

    record Dislike() implements Action {}

    /** The item is not to be shown again, nor its creator for a while. */
    record Hide() implements Action {}

    /** The item was put on a list for later. */
    record Save() implements Action {}

    record Share() implements Action {}

    record AddToCart() implements Action {}

    /**
     * The item was bought.
     *
     * @param quantity 1 to 1,000,000
     * @param price of one, in the shop's own unit, 0 (unknown or free) to 1e12
     */
    record Purchase(int quantity, double price) implements Action {
        public Purchase {
            Bounds.check("quantity", quantity >= 1 && quantity <= 1_000_000, "1 to 1000000", quantity);
            Bounds.check("price", price >= 0 && price <= 1e12, "0 to 1e12", price);
        }
    }

    /** A purchase was given back. */
    record Return() implements Action {}

    /**
     * Something was looked for; the one action that needs no item.
     *
     * @param query 1 to 512 bytes
     */
    record Search(String query) implements Action {}

    /**
     * A list or page was scrolled.
     *
     * @param depth how far, 0 to 1
     */
    record Scroll(double depth) implements Action {
        public Scroll {
            Bounds.check("depth", depth >= 0 && depth <= 1, "0 to 1", depth);
        }
    }

    /** The types, in the order of their numbers in files and tables: only ever appended to. */
    enum Type {
        IMPRESSION,
        VIEWABLE,
        CLICK,
        DWELL,
        WATCH,
        RATING,
        LIKE,
        DISLIKE,
        HIDE,
        SAVE,
        SHARE,
        ADD_TO_CART,
        PURCHASE,
        RETURN,
        SEARCH,
        SCROLL;

        private static final List<Type> ALL = List.of(values());

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** Returns the name as it stands in requests and tables. */
        public String wire() {
            return wire;
        }

        /** Returns whether it may happen without an item. */
        public boolean itemless() {
            return this == SEARCH || this == SCROLL;
        }

        /** Returns the number as it stands in journals, 0 to 15; stable. */
        public int code() {
            return ordinal();
        }

        /** Returns the type of a {@link #code}; throws {@link IllegalArgumentException} when there is none. */
        public static Type ofCode(int code) {
            if (code < 0 || code >= ALL.size()) {
                throw new IllegalArgumentException("type must be 0 to " + (ALL.size() - 1) + ", was " + code);
            }
            return ALL.get(code);
        }
    }

    default Type type() {
        return switch (this) {
            case Impression() -> Type.IMPRESSION;
            case Viewable(double _) -> Type.VIEWABLE;
            case Click() -> Type.CLICK;
            case Dwell(double _) -> Type.DWELL;
            case Watch(double _, double _, boolean _) -> Type.WATCH;
            case Rating(double _) -> Type.RATING;
            case Like() -> Type.LIKE;
            case Dislike() -> Type.DISLIKE;
            case Hide() -> Type.HIDE;
            case Save() -> Type.SAVE;
            case Share() -> Type.SHARE;
            case AddToCart() -> Type.ADD_TO_CART;
            case Purchase(int _, double _) -> Type.PURCHASE;
            case Return() -> Type.RETURN;
            case Search(String _) -> Type.SEARCH;
            case Scroll(double _) -> Type.SCROLL;
        };
    }
}
