package io.candor.profile;

/**
 * What signals come to, in numbers. Formulas, with the default constants:
 *
 * <pre>
 * unified     Σ weights of {@link SignalWeights}
 * watch       completion + 0.5 when replayed,              completion = clip(watched / duration, 0, 1)
 * preference  +1 liked, −3 disliked
 * purchase    sign · exp(−days / 90) · (2 when repeated),  sign −1 when given back
 * engagement  0.4·completion + 0.25·liked + 0.15·replayed + 0.1·shared + 0.1·saved
 * centred     stars − mean of the subject's stars; a single rating is measured against (κ·global + stars) / (κ + 1)
 * confidence  1 + α·max(unified, 0)
 * </pre>
 *
 * <p>Immutable, thread-safe; allocates nothing.
 */
final class SignalScores {
    private final SignalWeights weights;
    private final ScoreConfig config;
    private final double bounceMillis;
    private final double dwellScaleMillis;
    private final double purchaseTauMillis;

    SignalScores(SignalWeights weights, ScoreConfig config) {
        this.weights = weights;
        this.config = config;
        this.bounceMillis = weights.bounceWithin().toMillis();
        this.dwellScaleMillis = weights.dwellScale().toMillis();
        this.purchaseTauMillis = config.purchaseTau().toMillis();
    }

    /** Returns the sum of the weights. */
    double unified(ItemSignals signals) {
        double sum = weights.impression() * Math.min(signals.impressions, weights.impressionCap())
                + weights.viewable() * Math.min(signals.viewables, weights.impressionCap())
                + weights.click() * Math.min(signals.clicks, weights.clickCap());
        if (signals.hasDwell()) {
            sum += dwell(signals);
        }
        sum += signals.saved ? weights.save() : 0;
        sum += signals.shared ? weights.share() : 0;
        sum += signals.addedToCart ? weights.addToCart() : 0;
        return signals.verdict == null ? sum : sum + verdict(signals.verdict);
    }

    /** Returns whether it was watched to its end. */
    boolean isCompleted(Verdict verdict) {
        return verdict.isWatched() && verdict.completion() >= config.watchFull();
    }

    double watch(double completion, boolean replayed) {
        return completion + (replayed ? config.replayBonus() : 0);
    }

    double preference(Verdict verdict) {
        if (verdict.isLiked()) {
            return config.preferenceLike();
        }
        return verdict.isDisliked() ? config.preferenceDislike() : 0;
    }

    /** Returns the score of what was bought, 0 when nothing was. */
    double purchase(Verdict verdict, long nowMillis) {
        if (verdict.purchases == 0) {
            return 0;
        }
        double age = Math.max(0, (double) (nowMillis - verdict.lastPurchaseMillis()));
        double score = Math.exp(-age / purchaseTauMillis);
        if (verdict.purchases > 1) {
            score *= config.repeatFactor();
        }
        return verdict.isReturned() ? -score : score;
    }

    double engagement(ItemSignals signals) {
        ScoreConfig.Engagement shares = config.engagement();
        double sum = (signals.shared ? shares.share() : 0) + (signals.saved ? shares.save() : 0);
        Verdict verdict = signals.verdict;
        if (verdict == null) {
            return sum;
        }
        return sum
                + shares.watch() * verdict.completion()
                + (verdict.isLiked() ? shares.like() : 0)
                + (verdict.replayed ? shares.rewatch() : 0);
    }

    double confidence(double unified) {
        return 1 + config.confidenceAlpha() * Math.max(unified, 0);
    }

    /** Returns what the ratings of a subject are measured against. */
    double ratingCentre(Profile profile) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < profile.items(); i++) {
            Verdict verdict = profile.signals(i).verdict;
            if (verdict != null && verdict.isRated()) {
                sum += verdict.stars;
                count++;
            }
        }
        return RatingCentre.of(sum, count, config.globalMean(), config.ratingShrinkage());
    }

    private double dwell(ItemSignals signals) {
        if (signals.longestDwellMillis < bounceMillis) {
            return weights.bounce() * Math.min(signals.dwells, weights.clickCap());
        }
        return weights.dwell() * -Math.expm1(-signals.longestDwellMillis / dwellScaleMillis);
    }

    private double verdict(Verdict verdict) {
        double sum = 0;
        if (verdict.isWatched()) {
            if (isCompleted(verdict)) {
                sum += weights.watchFull();
            } else if (verdict.completion() >= 0.5) {
                sum += weights.watchHalf();
            }
            sum += verdict.replayed ? weights.rewatch() : 0;
        }
        sum += verdict.isRated() ? weights.ratings().of(verdict.stars) : 0;
        sum += verdict.isLiked() ? weights.like() : 0;
        sum += verdict.isDisliked() ? weights.dislike() : 0;
        sum += verdict.isHidden() ? weights.hide() : 0;
        sum += verdict.purchases > 0 ? weights.purchase() : 0;
        return verdict.isReturned() ? sum + weights.giveBack() : sum;
    }
}
