package io.candor.catalog;

import java.util.Map;

/** Vectors for items that a model has not seen, made from what is known of them. Thread-safe. */
@FunctionalInterface
public interface NewItemVectors {
    /** Makes none. */
    NewItemVectors NONE = (item, target, offset) -> false;

    /**
     * Writes an item's vector into {@code target} from {@code offset} on, as long as those of the model; returns whether there
     * is one, else nothing is written.
     */
    boolean write(Item item, float[] target, int offset);

    /** As above for what somebody says they look for, by name: {@code category}, {@code creator}, or an attribute of text. */
    default boolean write(Map<String, String> wished, float[] target, int offset) {
        return false;
    }
}
