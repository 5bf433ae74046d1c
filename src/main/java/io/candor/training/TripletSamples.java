package io.candor.training;

import io.candor.math.SplitMix64;

/** Triplets (user, item of interest, another item): every pair of interest once a pass, with a negative drawn for it. */
final class TripletSamples implements SampleSource {
    private final ShuffledEntries positives;
    private final NegativeSampler sampler;

    TripletSamples(ShuffledEntries positives, NegativeSampler sampler) {
        this.positives = positives;
        this.sampler = sampler;
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
        batch.other[at] = sampler.draw(batch.user[at], random, batch);
        batch.item[at] = batch.other[at] == SampleBatch.NONE ? SampleBatch.NONE : positives.item(number);
    }
}
