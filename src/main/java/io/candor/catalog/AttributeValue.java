package io.candor.catalog;

import java.util.List;

/** The value of an item's attribute: text, number, flag, or a list of texts. */
public sealed interface AttributeValue {
    /** At most {@value ItemCodec#MAX_TEXT_BYTES} bytes. */
    record Text(String value) implements AttributeValue {
        public Text {
            ItemRules.checkText("text", value, 0, ItemCodec.MAX_TEXT_BYTES);
        }
    }

    /** Finite; −0 becomes 0. */
    record Numeric(double value) implements AttributeValue {
        public Numeric {
            ItemRules.checkFinite("number", value);
            value = value + 0.0;
        }
    }

    record Flag(boolean value) implements AttributeValue {}

    /** Bounded as {@link Item#categories} are. */
    record Texts(List<String> values) implements AttributeValue {
        public Texts {
            values = List.copyOf(values);
            ItemRules.checkLabels("list", values);
        }
    }
}
