package io.candor.experiment;

import java.util.List;
import java.util.Map;

/**
 * An experiment with the place it was given: what is stored. {@link Allotment} makes it, {@link ExperimentCodec} writes it.
 *
 * @param document what was asked for
 * @param allocation what was given
 * @param epochs since when arms have been meant to have which shares, oldest first, at least one
 */
public record AllottedExperiment(Experiment document, Allocation allocation, List<Epoch> epochs) {
    public AllottedExperiment {
        epochs = List.copyOf(epochs);
        if (epochs.isEmpty()) {
            throw new IllegalArgumentException("epochs must not be empty");
        }
    }

    /**
     * A time during which the shares of the arms did not change. Sample ratios are tested epoch by epoch.
     *
     * @param sinceMillis epoch milliseconds of its begin; ascending
     * @param shares of the assigned units by arm, adding up to 1
     */
    public record Epoch(long sinceMillis, Map<String, Double> shares) {
        public Epoch {
            shares = Map.copyOf(shares);
        }
    }

    public String id() {
        return document.id();
    }

    /** Returns the same switched off, which needs no other place. */
    public AllottedExperiment disabled() {
        return new AllottedExperiment(document.withEnabled(false), allocation, epochs);
    }

    /** Returns the index of the epoch of a time; the first one for times before it. */
    public int epochAt(long millis) {
        int epoch = 0;
        while (epoch + 1 < epochs.size() && epochs.get(epoch + 1).sinceMillis() <= millis) {
            epoch++;
        }
        return epoch;
    }

    /**
     * Returns the index of the epoch nearest to one in which an arm has a share, the earlier of two; that one itself when the
     * arm never had any.
     */
    int nearestWith(String arm, int epoch) {
        for (int off = 0; off < epochs.size(); off++) {
            if (hasShare(arm, epoch - off)) {
                return epoch - off;
            }
            if (hasShare(arm, epoch + off)) {
                return epoch + off;
            }
        }
        return epoch;
    }

    private boolean hasShare(String arm, int epoch) {
        return epoch >= 0 && epoch < epochs.size() && epochs.get(epoch).shares().getOrDefault(arm, 0.0) > 0;
    }
}
