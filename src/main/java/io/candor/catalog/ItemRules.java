package io.candor.catalog;

import java.util.List;
import java.util.Map;

/** The bounds of an {@link Item}, checked when one is made; the messages say value and bound. */
final class ItemRules {
    private ItemRules() {}

    static void checkText(String what, String text, int minBytes, int maxBytes) {
        String problem = Texts.problemOf(text, minBytes, maxBytes);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(what + " " + problem);
        }
    }

    static void checkLabels(String what, List<String> labels) {
        checkCount(what, labels.size(), Item.MAX_LABELS);
        for (String label : labels) {
            checkText(what, label, 1, Item.MAX_LABEL_BYTES);
        }
    }

    static void checkCount(String what, int count, int max) {
        if (count > max) {
            throw new IllegalArgumentException(what + " must have at most " + max + " entries, has " + count);
        }
    }

    static void checkAttributes(Map<String, AttributeValue> attributes) {
        checkCount("attributes", attributes.size(), ItemCodec.MAX_ATTRIBUTES);
        for (String name : attributes.keySet()) {
            checkText("attribute name", name, 1, ItemCodec.MAX_NAME_BYTES);
            if (ItemCodec.FIELDS.contains(name)) {
                throw new IllegalArgumentException("attribute name must not be a field of items, was " + name);
            }
        }
    }

    static void checkFinite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(what + " must be finite, was " + value);
        }
    }

    static void checkTime(String what, long millis) {
        if (!Timestamps.inRange(millis)) {
            throw new IllegalArgumentException(what + " must be in the years 1 to 9999, was " + millis);
        }
    }
}
