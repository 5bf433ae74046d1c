package io.candor.training;

import io.candor.math.SplitMix64;

/** Triplets (user, item of interest, another item): every pair of interest once a pass, with a negative drawn for it. */
final class TripletSamples implements SampleSource {
    private final ShuffledEntries positives;
    private final NegativeSampler sampler;
    private final float[] recency;

    /** As below, all that a user did counting alike. */
    TripletSamples(ShuffledEntries positives, NegativeSampler sampler) {
        this(positives, sampler, new float[0]);
    }

    /**
     * Creates them.
     *
     * @param recency by how much each entry moves its user, by position; empty when all do alike
     */
    TripletSamples(ShuffledEntries positives, NegativeSampler sampler, float[] recency) {
        this.positives = positives;
        this.sampler = sampler;
        this.recency = recency;
    }

    @Override
    public void begin(int epoch) {
        positives.shuffle(epoch);
    }

    @Override
    public int size() {
        return positives.size();
    }

    @Override
    public void draw(SampleBatch batch, int at, SplitMix64 random) {
        int number = batch.from + at;
        batch.user[at] = positives.user(number);
        batch.weight[at] = positives.weight(number);
        if (recency.length > 0) {
            batch.recency[at] = recency[positives.position(number)];
        }
        batch.other[at] = sampler.draw(batch.user[at], random, batch);
        batch.item[at] = batch.other[at] == SampleBatch.NONE ? SampleBatch.NONE : positives.item(number);
    }
}
