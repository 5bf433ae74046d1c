package io.candor.ranking;

import io.candor.retrieval.CandidateList;

/**
 * Candidates by falling score, ties by ordinal: a bottom-up merge sort over reused arrays. A rank is a 0-based place in that
 * order. Not thread-safe; holds on to the candidate list until the next sort.
 */
final class ScoreOrder {
    private CandidateList candidates = new CandidateList(0);
    private double[] scores = {};
    private int[] order = {};
    private int[] spare = {};

    void reserve(int capacity) {
        if (capacity > order.length) {
            order = new int[capacity];
            spare = new int[capacity];
        }
    }

    /** Takes over candidates with one score each; both are retained and not modified. */
    void sort(CandidateList newCandidates, double[] newScores) {
        candidates = newCandidates;
        scores = newScores;
        int n = size();
        reserve(n);
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int width = 1; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                merge(start, Math.min(start + width, n), Math.min(start + 2 * width, n));
            }
            int[] merged = spare;
            spare = order;
            order = merged;
        }
    }

    int size() {
        return candidates.size();
    }

    /** Returns the index of the candidate at a rank. */
    int candidate(int rank) {
        return order[rank];
    }

    int ordinal(int rank) {
        return candidates.ordinal(order[rank]);
    }

    double score(int rank) {
        return scores[order[rank]];
    }

    int sources(int rank) {
        return candidates.sources(order[rank]);
    }

    private void merge(int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takeLeft = left < middle && (right >= end || !better(order[right], order[left]));
            spare[i] = takeLeft ? order[left++] : order[right++];
        }
    }

    private boolean better(int a, int b) {
        int byScore = Double.compare(scores[a], scores[b]);
        return byScore > 0 || (byScore == 0 && candidates.ordinal(a) < candidates.ordinal(b));
    }
}
