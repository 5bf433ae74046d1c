package io.candor.ranking;

import io.candor.catalog.CatalogSnapshot;
import io.candor.math.FloatColumn;
import io.candor.retrieval.ItemVectors;
import io.candor.retrieval.QueryVector;

/**
 * What a ranking depends on beside the candidates.
 *
 * @param config the placement's configuration
 * @param catalog the catalogue of this request
 * @param vectors the item vectors of the same model generation
 * @param itemBias one bias a row of the model; items beyond have 0
 * @param user the user's vector; may be absent
 * @param userBias the user's bias, 0 when unknown
 * @param nowMillis epoch milliseconds, for the age of items
 * @param damping what is damped for this user
 */
public record RankingQuery(
        RankingConfig config,
        CatalogSnapshot catalog,
        ItemVectors vectors,
        FloatColumn itemBias,
        QueryVector user,
        double userBias,
        long nowMillis,
        Damping damping) {
    /** Returns the same with another configuration. */
    public RankingQuery withConfig(RankingConfig other) {
        return new RankingQuery(other, catalog, vectors, itemBias, user, userBias, nowMillis, damping);
    }
}
