package io.candor.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One slate as it was decided, with everything a later estimate needs: the row of the decision log.
 *
 * <p>Propensities stand as logarithms where they are products: the joint probability of twenty positions does not fit a
 * float.
 *
 * @param slate what was shown, to whom, and the probability of each item at its position
 * @param requested items the request asked for, 1 to 100
 * @param degraded why the slate is less than it could be, if it is; such slates are left out of evaluation
 * @param draw how chance took part
 * @param impressions one for each item of the slate, in its order
 * @param candidates what the draw chose from; none when nothing was drawn. The first pinned ones stand in the first slots.
 * @param candidateCount how many candidates were ranked
 * @param context attributes of the request: device and the like
 * @param exposure how the arms of the slate came about
 */
public record Decision(
        SlateRecord slate,
        int requested,
        Optional<String> degraded,
        Draw draw,
        List<Impression> impressions,
        Candidates candidates,
        int candidateCount,
        Map<String, String> context,
        Exposure exposure)
        implements LogEntry {
    public Decision {
        impressions = List.copyOf(impressions);
        context = Map.copyOf(context);
        if (impressions.size() != slate.items().size()) {
            throw new IllegalArgumentException("a decision has an impression for each of the "
                    + slate.items().size() + " items of its slate, had " + impressions.size());
        }
    }

    /** Returns the same with other impressions. */
    public Decision withImpressions(List<Impression> others) {
        return new Decision(slate, requested, degraded, draw, others, candidates, candidateCount, context, exposure);
    }

    /**
     * How the arms of a slate came about; those that count are {@link SlateRecord#variants}.
     *
     * @param buckets of the unit, by experiment
     * @param forced arms that the request asked for, by experiment; they are no evidence and count in no result
     */
    public record Exposure(Map<String, Integer> buckets, Map<String, String> forced) {
        /** No arms, or none of which more is known. */
        public static final Exposure NONE = new Exposure(Map.of(), Map.of());

        public Exposure {
            buckets = Map.copyOf(buckets);
            forced = Map.copyOf(forced);
        }
    }

    /**
     * How chance took part in a slate.
     *
     * @param seed from which the draw can be repeated; 0 when nothing was drawn
     * @param component which component of a mixture was drawn: 0 the policy, 1 the uniform floor
     * @param floorLogOdds on later pages of a mixture, ln(P(floor | pages so far) / P(policy | pages so far)) before this
     *     one was drawn; 0 on the first page, where the parameters say
     * @param propensityKind how the propensities were found: {@code exact}, {@code quadrature}, {@code ensemble}, {@code
     *     mc}
     * @param lnJoint logarithm of the probability of the whole slate, given the pages before
     * @param parameters of the policy and of the ranking, by name (temperature, floor, recency_weight, …)
     * @param teams in team drafts, which team picked each item, {@code a} or {@code b}, in the order of the slate, or {@code -}
     *     for none; else empty
     */
    public record Draw(
            long seed,
            int component,
            double floorLogOdds,
            String propensityKind,
            double lnJoint,
            Map<String, Double> parameters,
            String teams) {
        /** Nothing was left to chance. */
        public static final Draw CERTAIN = new Draw(0, 0, 0, "exact", 0, Map.of(), "");

        public Draw {
            parameters = Map.copyOf(parameters);
        }
    }

    /**
     * What is logged of one shown item beside its id and position propensity.
     *
     * @param baseRank 1-based rank before the draw
     * @param score as ranked
     * @param lnConditional ln P(this item here | the items above it)
     * @param lnPrefix ln P(the items down to here)
     * @param sources mask of the sources that brought it
     * @param pinned whether a rule put it here; estimators skip it
     * @param explored whether it stands here because of the draw
     * @param marginal P(the item here), over all slates that might have been drawn; not in the log: who consumes the log works
     *     it out
     */
    public record Impression(
            int baseRank,
            double score,
            double lnConditional,
            double lnPrefix,
            int sources,
            boolean pinned,
            boolean explored,
            OptionalDouble marginal) {
        /** An item as it is logged. */
        public Impression(
                int baseRank,
                double score,
                double lnConditional,
                double lnPrefix,
                int sources,
                boolean pinned,
                boolean explored) {
            this(baseRank, score, lnConditional, lnPrefix, sources, pinned, explored, OptionalDouble.empty());
        }

        /** An item that stood where the ranking put it, for certain. */
        public static Impression certain(int rank, double score, int sources) {
            return new Impression(rank, score, 0, 0, sources, false, false);
        }

        /** Returns P(this item here | the items above it), above 0 to 1. */
        public double conditional() {
            return Math.clamp(Math.exp(lnConditional), Double.MIN_VALUE, 1);
        }

        /** Returns the same with its marginal probability. */
        public Impression withMarginal(double probability) {
            return new Impression(
                    baseRank,
                    score,
                    lnConditional,
                    lnPrefix,
                    sources,
                    pinned,
                    explored,
                    OptionalDouble.of(probability));
        }
    }

    /**
     * One item the draw chose from.
     *
     * @param item id
     * @param score as ranked
     * @param logit what the policy drew by: score / temperature in Plackett–Luce draws, the standard deviation in those of
     *     Thompson, the rank in the opposing order in team drafts, else 0
     */
    public record Candidate(String item, float score, float logit) {}
}
