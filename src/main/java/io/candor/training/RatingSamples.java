package io.candor.training;

import io.candor.dataset.SparseRows;
import io.candor.math.SplitMix64;

/** Every rating once a pass. */
final class RatingSamples implements SampleSource {
    private final ShuffledEntries ratings;

    RatingSamples(SparseRows byUser, long seed) {
        this.ratings = new ShuffledEntries(byUser, seed);
    }

    @Override
    public void begin(int epoch) {
        ratings.shuffle(epoch);
    }

    @Override
    public int size() {
        return ratings.size();
    }

    @Override
    public void draw(SampleBatch batch, int at, SplitMix64 random) {
        int number = batch.from + at;
        batch.user[at] = ratings.user(number);
        batch.item[at] = ratings.item(number);
        batch.other[at] = SampleBatch.NONE;
        batch.weight[at] = ratings.weight(number);
        batch.value[at] = ratings.value(number);
    }
}
