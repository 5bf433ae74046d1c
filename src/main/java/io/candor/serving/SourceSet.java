package io.candor.serving;

import io.candor.retrieval.CandidateSource;
import io.candor.retrieval.CatalogueSource;
import io.candor.retrieval.FreshSource;
import io.candor.retrieval.PersonalisedSource;
import io.candor.retrieval.PopularSource;
import io.candor.retrieval.ReplenishSource;
import io.candor.retrieval.SimilarSource;
import io.candor.retrieval.Source;
import io.candor.retrieval.TrendingSource;
import java.util.EnumMap;
import java.util.Map;

/** The sources of one event loop for one model generation. Not thread-safe. */
final class SourceSet {
    private final Map<Source, CandidateSource> bySource = new EnumMap<>(Source.class);

    SourceSet(ServingModel model) {
        bySource.put(Source.PERSONALISED, new PersonalisedSource(model.index()));
        bySource.put(Source.SIMILAR, new SimilarSource(model.neighbours(), model.index()));
        bySource.put(Source.POPULAR, new PopularSource());
        bySource.put(Source.TRENDING, new TrendingSource());
        bySource.put(Source.FRESH, new FreshSource());
        bySource.put(Source.REPLENISH, new ReplenishSource());
        bySource.put(Source.CATALOGUE, new CatalogueSource());
    }

    CandidateSource of(Source source) {
        CandidateSource found = bySource.get(source);
        if (found == null) {
            throw new IllegalArgumentException("there is no source " + source.wire());
        }
        return found;
    }
}
