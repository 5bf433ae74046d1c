package io.candor.ranking;

import java.util.Arrays;

/** Counts by dense label number: an open-addressed table. Reusable, not thread-safe; grows when half full. */
final class LabelCounts {
    private int[] labels = new int[256];
    private int[] counts = new int[256];
    private int used;

    void clear() {
        if (used > 0) {
            Arrays.fill(counts, 0);
            used = 0;
        }
    }

    int of(int label) {
        return counts[slotOf(label)];
    }

    void increment(int label) {
        int slot = slotOf(label);
        if (counts[slot] == 0) {
            if (2 * (used + 1) > labels.length) {
                grow();
                slot = slotOf(label);
            }
            labels[slot] = label;
            used++;
        }
        counts[slot]++;
    }

    private int slotOf(int label) {
        int mask = labels.length - 1;
        int slot = ((label * 0x9E3779B9) >>> 8) & mask;
        while (counts[slot] != 0 && labels[slot] != label) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldLabels = labels;
        int[] oldCounts = counts;
        labels = new int[oldLabels.length * 2];
        counts = new int[oldCounts.length * 2];
        for (int i = 0; i < oldLabels.length; i++) {
            if (oldCounts[i] > 0) {
                int slot = slotOf(oldLabels[i]);
                labels[slot] = oldLabels[i];
                counts[slot] = oldCounts[i];
            }
        }
    }
}
