package io.candor.catalog;

import java.io.IOException;
import java.util.List;

/**
 * The label numbers of one catalogue.
 *
 * @param categories numbers of categories
 * @param creators numbers of creators
 * @param attributes numbers of attribute values
 */
record Dictionaries(LabelDictionary categories, LabelDictionary creators, AttributeTerms attributes) {
    static Dictionaries of(CatalogConfig config) {
        return new Dictionaries(new LabelDictionary(), new LabelDictionary(), new AttributeTerms(config));
    }

    /** Reads what {@link #write} wrote under the same bounds. */
    static Dictionaries read(SectionReader in, CatalogConfig config) {
        return new Dictionaries(
                LabelDictionary.read(in, "categories"),
                LabelDictionary.read(in, "creators"),
                AttributeTerms.read(in, config));
    }

    void write(SectionWriter out) throws IOException {
        categories.write(out);
        creators.write(out);
        attributes.write(out);
    }

    /** Returns an item with its labels numbered; for the writer only. */
    Row row(Item item) {
        return row(CodedItem.of(item));
    }

    /** As {@link #row(Item)}, of an item that keeps its JSON. */
    Row row(CodedItem coded) {
        Item item = coded.item();
        IntList terms = new IntList(item.attributes().size());
        attributes.number(item, terms);
        return new Row(
                coded,
                false,
                number(categories, item.categories()),
                number(creators, item.creators()),
                terms.toArray());
    }

    private static int[] number(LabelDictionary dictionary, List<String> labels) {
        IntList numbers = new IntList(labels.size());
        labels.forEach(label -> numbers.addIfAbsent(dictionary.add(label)));
        return numbers.toArray();
    }
}
