package io.candor.profile;

/**
 * What follows from a profile at a given time: what is kept back, what a user vector is folded in from, and everything
 * there is to see.
 *
 * <p>Immutable, thread-safe. A time before the latest event counts as no time since.
 */
public final class ProfileRules {
    private final SignalScores scores;
    private final SuppressionRules suppressions;
    private final EvidenceRules evidence;
    private final double similarCosine;
    private final int maxEvidence;

    public ProfileRules(ProfileConfig config) {
        this.scores = new SignalScores(config.weights(), config.scores());
        this.suppressions = new SuppressionRules(config.suppression(), scores);
        this.evidence = new EvidenceRules(config.evidence(), scores);
        this.similarCosine = config.suppression().similarCosine();
        this.maxEvidence = config.evidence().maxItems();
    }

    /** Returns the cosine of the factors from which items are alike, 0 to 1. */
    public double similarCosine() {
        return similarCosine;
    }

    /** Returns how many items {@link #evidence} tells at most. */
    public int maxEvidence() {
        return maxEvidence;
    }

    /**
     * Tells what is kept back, damped or brought back. One item may be told with several causes; the order is of no
     * meaning. Allocates only for items that were bought repeatedly, and for more dampers than are told.
     *
     * @param nowMillis epoch milliseconds
     */
    public void suppressions(Profile profile, long nowMillis, SuppressionSink sink) {
        suppressions.tell(profile, nowMillis, sink);
    }

    /**
     * Tells what a user vector is folded in from: the strongest first, of equally strong ones the latest first, then by id.
     *
     * @param nowMillis epoch milliseconds
     */
    public void evidence(Profile profile, long nowMillis, EvidenceSink sink) {
        evidence.tell(profile, nowMillis, sink);
    }

    /**
     * Returns everything there is to see.
     *
     * @param nowMillis epoch milliseconds
     */
    public ProfileView view(Profile profile, long nowMillis) {
        return new ProfileViewer(scores, suppressions, evidence).view(profile, nowMillis);
    }
}
