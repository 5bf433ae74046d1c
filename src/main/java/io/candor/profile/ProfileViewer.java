package io.candor.profile;

import io.candor.profile.ProfileView.Evidence;
import io.candor.profile.ProfileView.ItemView;
import io.candor.profile.ProfileView.PurchaseView;
import io.candor.profile.ProfileView.RatingView;
import io.candor.profile.ProfileView.Scope;
import io.candor.profile.ProfileView.Signals;
import io.candor.profile.ProfileView.Suppression;
import io.candor.profile.ProfileView.WatchView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Lays a profile out for people. */
final class ProfileViewer {
    private static final Verdict NO_VERDICT = new Verdict();

    private final SignalScores scores;
    private final SuppressionRules suppressions;
    private final EvidenceRules evidence;

    ProfileViewer(SignalScores scores, SuppressionRules suppressions, EvidenceRules evidence) {
        this.scores = scores;
        this.suppressions = suppressions;
        this.evidence = evidence;
    }

    ProfileView view(Profile profile, long now) {
        List<ItemView> items = new ArrayList<>(profile.items());
        double centre = scores.ratingCentre(profile);
        for (int i = 0; i < profile.items(); i++) {
            items.add(item(profile.id(i), profile.signals(i), centre, now));
        }
        items.sort(Comparator.comparingLong(ItemView::lastMillis).reversed().thenComparing(ItemView::item));
        Collected collected = new Collected();
        suppressions.tell(profile, now, collected);
        collected.sort();
        List<Evidence> strengths = new ArrayList<>();
        evidence.tell(profile, now, (item, strength) -> strengths.add(new Evidence(item, strength)));
        return new ProfileView(
                profile.subject(),
                now,
                profile.lastMillis() == Times.NEVER ? OptionalLong.empty() : OptionalLong.of(profile.lastMillis()),
                items,
                collected.suppressions,
                collected.replenish,
                strengths,
                profile.searches());
    }

    private ItemView item(String id, ItemSignals signals, double centre, long now) {
        Verdict verdict = signals.verdict == null ? NO_VERDICT : signals.verdict;
        double unified = scores.unified(signals);
        return new ItemView(
                id,
                unified,
                scores.preference(verdict),
                scores.engagement(signals),
                scores.confidence(unified),
                signals.lastMillis,
                signals(signals, verdict),
                verdict.isWatched() ? Optional.of(watch(verdict)) : Optional.empty(),
                verdict.isRated()
                        ? Optional.of(new RatingView(verdict.stars, verdict.stars - centre))
                        : Optional.empty(),
                verdict.purchases > 0 ? Optional.of(purchase(verdict, now)) : Optional.empty());
    }

    private static Signals signals(ItemSignals signals, Verdict verdict) {
        return new Signals(
                signals.impressions,
                signals.viewables,
                signals.clicks,
                signals.hasDwell() ? Optional.of(signals.longestDwellMillis / 1000.0) : Optional.empty(),
                verdict.isLiked(),
                verdict.isDisliked(),
                verdict.isHidden(),
                signals.saved,
                signals.shared,
                signals.addedToCart);
    }

    private WatchView watch(Verdict verdict) {
        double completion = verdict.completion();
        return new WatchView(
                completion,
                scores.watch(completion, verdict.replayed),
                WatchSentiment.of(completion),
                verdict.replayed,
                verdict.watchedSeconds);
    }

    private PurchaseView purchase(Verdict verdict, long now) {
        return new PurchaseView(
                verdict.purchases, verdict.lastPurchaseMillis(), verdict.isReturned(), scores.purchase(verdict, now));
    }

    private static final class Collected implements SuppressionSink {
        final List<Suppression> suppressions = new ArrayList<>();
        final List<String> replenish = new ArrayList<>();

        @Override
        public void item(String itemId, Cause cause, long untilMillis) {
            add(itemId, Scope.ITEM, cause, 0, untilMillis);
        }

        @Override
        public void creatorsOf(String itemId, Cause cause, long untilMillis) {
            add(itemId, Scope.CREATORS, cause, 0, untilMillis);
        }

        @Override
        public void similarTo(String itemId, double factor, Cause cause, long untilMillis) {
            add(itemId, Scope.SIMILAR, cause, factor, untilMillis);
        }

        @Override
        public void damp(String itemId, double factor, Cause cause, long untilMillis) {
            add(itemId, Scope.ITEM, cause, factor, untilMillis);
        }

        @Override
        public void replenish(String itemId) {
            replenish.add(itemId);
        }

        void sort() {
            suppressions.sort(Comparator.comparing(Suppression::item)
                    .thenComparing(Suppression::scope)
                    .thenComparing(Suppression::cause));
        }

        private void add(String item, Scope scope, Cause cause, double factor, long untilMillis) {
            OptionalLong until = untilMillis == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(untilMillis);
            suppressions.add(new Suppression(item, scope, cause, factor, until));
        }
    }
}
