package io.candor.catalog;

import java.util.List;

/** The value of an item's attribute: text, number, flag, or a list of texts. */
public sealed interface AttributeValue {
    record Text(String value) implements AttributeValue {}

    record Numeric(double value) implements AttributeValue {}

    record Flag(boolean value) implements AttributeValue {}

    record Texts(List<String> values) implements AttributeValue {
        public Texts {
            values = List.copyOf(values);
        }
    }
}
