package io.candor.catalog;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dense numbers for (attribute, value) pairs that can be filtered by. Only grows; one writer, any number of readers.
 *
 * <p>Values compare by their JSON text. Values of more than {@link Item#MAX_LABEL_BYTES} bytes are not numbered: no filter can
 * name them. Once an attribute has more distinct values than configured, its further values are not numbered, and filters on it
 * are refused.
 */
final class AttributeTerms {
    private static final int NAMED_IN_MESSAGES = 20;

    /** Separates name and value; neither may contain it. */
    private static final char SEPARATOR = '\0';

    private final LabelDictionary terms;
    private final ConcurrentSkipListMap<String, Integer> distinctValues = new ConcurrentSkipListMap<>();
    private final int maxValues;
    private final int maxAttributes;

    AttributeTerms(CatalogConfig config) {
        this(config, new LabelDictionary());
    }

    private AttributeTerms(CatalogConfig config, LabelDictionary terms) {
        this.terms = terms;
        maxValues = config.maxFilterValues();
        maxAttributes = config.maxFilterAttributes();
    }

    /** Reads what {@link #write} wrote under the same bounds. */
    static AttributeTerms read(SectionReader in, CatalogConfig config) {
        AttributeTerms read = new AttributeTerms(config, LabelDictionary.read(in, "attribute values"));
        List<String> names = in.texts("attributes");
        int[] counts = in.ints("numbers of attribute values", names.size());
        for (int i = 0; i < counts.length; i++) {
            SectionReader.check(
                    counts[i] >= 0 && counts[i] <= read.maxValues + 1, "an attribute has " + counts[i] + " values");
            read.distinctValues.put(names.get(i), counts[i]);
        }
        return read;
    }

    void write(SectionWriter out) throws IOException {
        terms.write(out);
        List<String> names = List.copyOf(distinctValues.keySet());
        out.texts(names);
        out.ints(names.stream().mapToInt(distinctValues::get).toArray(), names.size());
    }

    int size() {
        return terms.size();
    }

    /** Adds the numbers of an item's values to {@code into}. For the writer only. */
    void number(Item item, IntList into) {
        item.attributes().forEach((name, value) -> {
            if (distinctValues.containsKey(name) || distinctValues.size() < maxAttributes) {
                distinctValues.putIfAbsent(name, 0);
                number(name, value, into);
            }
        });
    }

    /**
     * Returns the number of a value, {@link LabelDictionary#UNKNOWN} when no item has it; {@link #checkFilterable} comes
     * first.
     */
    int find(String name, String value) {
        return terms.find(name + SEPARATOR + value);
    }

    /** Throws INVALID_REQUEST when an attribute is unknown or has too many values. */
    void checkFilterable(String name) {
        Integer distinct = distinctValues.get(name);
        String problem = null;
        if (distinct == null) {
            problem = "is not an attribute that can be filtered by, known are " + known();
        } else if (distinct > maxValues) {
            problem = "cannot be filtered by, it has more than " + maxValues + " distinct values";
        }
        refuse(name, problem);
    }

    private static void refuse(String name, @Nullable String problem) {
        if (problem != null) {
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    "the filter is refused",
                    List.of(new Violation("filter.attributes." + name, problem)));
        }
    }

    private String known() {
        String names = distinctValues.keySet().stream().limit(NAMED_IN_MESSAGES).collect(Collectors.joining(", "));
        int more = distinctValues.size() - NAMED_IN_MESSAGES;
        return names.isEmpty() ? "none" : more > 0 ? names + " and " + more + " more" : names;
    }

    private void number(String name, AttributeValue value, IntList into) {
        switch (value) {
            case AttributeValue.Text(String text) -> number(name, text, into);
            case AttributeValue.Numeric(double number) -> number(name, ItemWriter.numberText(number), into);
            case AttributeValue.Flag(boolean flag) -> number(name, String.valueOf(flag), into);
            case AttributeValue.Texts(List<String> texts) -> texts.forEach(text -> number(name, text, into));
        }
    }

    private void number(String name, String value, IntList into) {
        if (Texts.utf8Length(value) > Item.MAX_LABEL_BYTES) {
            return;
        }
        int number = find(name, value);
        if (number == LabelDictionary.UNKNOWN) {
            int distinct = distinctValues.merge(name, 1, (old, one) -> Math.min(maxValues + 1, old + one));
            if (distinct > maxValues) {
                return;
            }
            number = terms.add(name + SEPARATOR + value);
        }
        into.addIfAbsent(number);
    }
}
