package io.candor.catalog;

/** The rules for ids of items, users and sessions: 1 to 256 bytes of UTF-8, any text but U+0000. Pure functions. */
public final class Ids {
    /** Most bytes of UTF-8 an id may have. */
    public static final int MAX_BYTES = Item.MAX_ID_BYTES;

    private Ids() {}

    /** Returns what is wrong with an id, with the value and the bound, as a sentence; empty when nothing is. */
    public static String problemOf(String id) {
        return problemOf(id, MAX_BYTES);
    }

    /** As {@link #problemOf(String)}, for a text of 1 to {@code maxBytes} bytes. */
    public static String problemOf(String text, int maxBytes) {
        return Texts.problemOf(text, 1, maxBytes);
    }
}
