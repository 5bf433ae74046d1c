package io.candor.catalog;

import io.candor.math.Bits;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one kind, both ways: the labels of an item, and the items under a label. Immutable.
 *
 * <p>Forward: the labels of ordinal o are {@code labels[starts[o] .. starts[o+1])}. Backward, a label with few items has
 * them as ascending ordinals in one shared array; a label with more than one item in {@value #DENSE_SHARE} has a bit set, which
 * is smaller then and combines 64 items at a time.
 */
final class LabelIndex {
    static final int DENSE_SHARE = 32;

    private final int size;
    private final int[] starts;
    private final int[] labels;
    private final int[] itemStarts;
    private final int[] items;
    private final @Nullable Bits[] dense;

    private LabelIndex(int size, int[] starts, int[] labels, int labelCount) {
        this.size = size;
        this.starts = starts;
        this.labels = labels;
        int[] counts = new int[labelCount];
        for (int label : labels) {
            counts[label]++;
        }
        dense = new Bits[labelCount];
        itemStarts = new int[labelCount + 1];
        for (int label = 0; label < labelCount; label++) {
            boolean isDense = (long) counts[label] * DENSE_SHARE > size;
            if (isDense) {
                dense[label] = new Bits(size);
            }
            itemStarts[label + 1] = itemStarts[label] + (isDense ? 0 : counts[label]);
        }
        items = new int[itemStarts[labelCount]];
        fill(itemStarts.clone());
    }

    private void fill(int[] next) {
        for (int ordinal = 0; ordinal < size; ordinal++) {
            for (int i = starts[ordinal]; i < starts[ordinal + 1]; i++) {
                Bits bits = dense[labels[i]];
                if (bits != null) {
                    bits.set(ordinal);
                } else {
                    items[next[labels[i]]++] = ordinal;
                }
            }
        }
    }

    static LabelIndex empty(int size) {
        return new LabelIndex(size, new int[size + 1], new int[0], 0);
    }

    /** Reads what {@link #write} wrote. */
    static LabelIndex read(SectionReader in, int size, int labelCount) {
        int[] starts = in.ints("beginnings of labels", size + 1);
        int[] labels = in.ints("labels");
        boolean rising = starts[0] == 0 && starts[size] == labels.length;
        for (int i = 0; i < size; i++) {
            rising &= starts[i] <= starts[i + 1];
        }
        SectionReader.check(rising, "the labels of items do not follow each other");
        boolean known = true;
        for (int label : labels) {
            known &= label >= 0 && label < labelCount;
        }
        SectionReader.check(known, "a label is none of " + labelCount);
        return new LabelIndex(size, starts, labels, labelCount);
    }

    /** Writes the labels of the first {@code count} ordinals. */
    void write(SectionWriter out, int count) throws IOException {
        out.ints(starts, count + 1);
        out.ints(labels, starts[count]);
    }

    /** Returns the index over {@code newSize} ordinals in which the rows of an overlay replace what was there. */
    LabelIndex merged(LabelKind kind, Overlay overlay, int newSize, int labelCount) {
        int[] newStarts = new int[newSize + 1];
        IntList newLabels = new IntList(labels.length);
        int copied = 0;
        for (int i = 0; i <= overlay.size(); i++) {
            int changed = i < overlay.size() ? overlay.ordinal(i) : newSize;
            copyUnchanged(copied, Math.min(changed, size), newLabels, newStarts);
            if (changed < newSize) {
                int[] own = overlay.row(i).labels(kind);
                newLabels.addAll(own, 0, own.length);
                newStarts[changed + 1] = newLabels.size();
            }
            copied = changed + 1;
        }
        return new LabelIndex(newSize, newStarts, newLabels.toArray(), labelCount);
    }

    private void copyUnchanged(int from, int to, IntList newLabels, int[] newStarts) {
        if (from >= to) {
            return;
        }
        int shift = newLabels.size() - starts[from];
        newLabels.addAll(labels, starts[from], starts[to]);
        for (int ordinal = from; ordinal < to; ordinal++) {
            newStarts[ordinal + 1] = starts[ordinal + 1] + shift;
        }
    }

    int count(int ordinal) {
        return starts[ordinal + 1] - starts[ordinal];
    }

    int label(int ordinal, int i) {
        return labels[starts[ordinal] + i];
    }

    /** Adds the items under a label to {@code target}, which may be larger than the index; unknown labels add nothing. */
    void addItems(int label, Bits target) {
        if (label < 0 || label >= dense.length) {
            return;
        }
        Bits bits = dense[label];
        if (bits != null) {
            target.orPrefix(bits);
            return;
        }
        for (int i = itemStarts[label]; i < itemStarts[label + 1]; i++) {
            target.set(items[i]);
        }
    }
}
