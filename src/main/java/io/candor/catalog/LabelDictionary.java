package io.candor.catalog;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Dense numbers for texts, in order of first sight. Only grows; one writer, any number of readers.
 *
 * <p>Shared by all snapshots of a catalogue: a number never changes its meaning, and a snapshot simply has no items under
 * numbers given out after it.
 */
final class LabelDictionary {
    static final int UNKNOWN = -1;

    private final ConcurrentHashMap<String, Integer> numbers = new ConcurrentHashMap<>();

    /** Reads what {@link #write} wrote. */
    static LabelDictionary read(SectionReader in, String what) {
        LabelDictionary dictionary = new LabelDictionary();
        List<String> labels = in.texts(what);
        labels.forEach(dictionary::add);
        SectionReader.check(dictionary.size() == labels.size(), "one of the " + what + " is there twice");
        return dictionary;
    }

    /** Writes the labels by rising number. */
    void write(SectionWriter out) throws IOException {
        String[] labels = new String[size()];
        numbers.forEach((label, number) -> labels[number] = label);
        out.texts(List.of(labels));
    }

    /** Returns the number of a label, or {@link #UNKNOWN}. */
    int find(String label) {
        return numbers.getOrDefault(label, UNKNOWN);
    }

    /** Returns the number of a label, a new one when it was unknown. For the writer only. */
    int add(String label) {
        Integer known = numbers.get(label);
        if (known != null) {
            return known;
        }
        int number = numbers.size();
        numbers.put(label, number);
        return number;
    }

    int size() {
        return numbers.size();
    }
}
