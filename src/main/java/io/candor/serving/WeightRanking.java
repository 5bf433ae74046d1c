package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.catalog.IdTable;
import io.candor.event.Decision;
import io.candor.ranking.ItemWeights;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The ranking of logged candidates if their placement had had other {@link ItemWeights}:
 *
 * <pre>
 *   score' = score − terms of the item by the weights of the log + terms of the item by the other ones
 * </pre>
 *
 * worked out by the code that serves, for the moment of the slate. What differs: an item that was damped keeps as much damping as it
 * had; what was put anew since counts as it is now; a slate whose ranking was remembered ({@code serving.remembered_for}) was ranked up to
 * that much earlier. Slates are left out of which the weights were not logged, or one of whose candidates is not known any more. What
 * sources thought of candidates is not in the log, so that their weights cannot be others. Not thread-safe.
 */
public final class WeightRanking implements PolicyReplay.Ranking {
    private final UnaryOperator<ItemWeights> target;
    private final Function<String, Optional<CatalogSnapshot>> catalogs;
    private Optional<Pair> last = Optional.empty();

    /** Weights of the log, and those in their place. */
    private record Pair(ItemWeights logged, ItemWeights other) {}

    /**
     * Creates one.
     *
     * @param target the other weights, given those of the log
     * @param catalogs of the models that served, by version; empty for one that is not there any more
     */
    public WeightRanking(UnaryOperator<ItemWeights> target, Function<String, Optional<CatalogSnapshot>> catalogs) {
        this.target = target;
        this.catalogs = catalogs;
    }

    @Override
    public boolean score(Decision decision, float[] scores) {
        Optional<ItemWeights> logged = ItemWeights.logged(decision.draw().parameters());
        Optional<CatalogSnapshot> catalog = catalogs.apply(decision.slate().model());
        return logged.isPresent() && catalog.isPresent() && score(decision, logged.get(), catalog.get(), scores);
    }

    private boolean score(Decision decision, ItemWeights logged, CatalogSnapshot catalog, float[] scores) {
        ItemWeights other = other(logged);
        long now = decision.slate().timeMillis();
        int c = 0;
        for (Decision.Candidate candidate : decision.candidates()) {
            int ordinal = catalog.ordinalOf(candidate.item());
            if (ordinal == IdTable.NOT_FOUND) {
                return false;
            }
            scores[c] += (float) (other.at(catalog, ordinal, now) - logged.at(catalog, ordinal, now));
            c++;
        }
        return true;
    }

    /** Most slates of a log were ranked by the weights of the one before. */
    private ItemWeights other(ItemWeights logged) {
        Pair pair = last.filter(known -> known.logged().equals(logged))
                .orElseGet(() -> new Pair(logged, target.apply(logged)));
        last = Optional.of(pair);
        return pair.other();
    }
}
