package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.Bits;

/** Working memory of one event loop for one model generation. */
final class RetrievalScratch {
    final ServingModel model;
    final SourceSet sources;
    final CandidateMemory remembered;
    final AllowedSet allowed = new AllowedSet();
    private Bits filtered = new Bits(0);

    RetrievalScratch(ServingModel model, CandidateMemory remembered) {
        this.model = model;
        this.remembered = remembered;
        this.sources = new SourceSet(model);
    }

    /** Returns a set of the catalogue's size, its content left over from before. */
    Bits filtered(CatalogSnapshot catalog) {
        if (filtered.size() != catalog.size()) {
            filtered = new Bits(catalog.size());
        }
        return filtered;
    }
}
