package io.candor.retrieval;

import io.candor.math.Bits;
import io.candor.math.TopK;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A {@link CandidateIndex} of this program. */
final class OwnEngine implements BenchEngine {
    private final String name;
    private final boolean hasEf;
    private final IntFunction<CandidateIndex> withEf;
    private final TopK best = new TopK(100);
    private CandidateIndex index;
    private CandidateIndex.Scratch scratch;
    private int ef;
    private @Nullable Bits allowed;

    private OwnEngine(String name, boolean hasEf, CandidateIndex index, IntFunction<CandidateIndex> withEf) {
        this.name = name;
        this.hasEf = hasEf;
        this.withEf = withEf;
        this.index = index;
        this.scratch = index.newScratch();
    }

    /** Returns an engine without ef: an exact index, or a graph with the ef it was calibrated to. */
    static OwnEngine fixed(String name, CandidateIndex index) {
        return new OwnEngine(name, false, index, ef -> index);
    }

    static OwnEngine graph(String name, HnswIndex index) {
        return new OwnEngine(name, true, index, ef -> index.withEf(new EfPair(ef, ef)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean hasEf() {
        return hasEf;
    }

    @Override
    public void allow(@Nullable Bits rows) {
        allowed = rows;
    }

    @Override
    public int search(float[] query, int k, int wantedEf, int[] ordinals) {
        if (hasEf && wantedEf != ef) {
            index = withEf.apply(wantedEf);
            ef = wantedEf;
        }
        best.reset(k);
        index.search(query, allowed, scratch, best);
        for (int i = 0; i < best.size(); i++) {
            ordinals[i] = best.ordinal(i);
        }
        return best.size();
    }
}
