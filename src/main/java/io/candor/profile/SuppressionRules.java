package io.candor.profile;

import java.time.Duration;
import java.util.Arrays;

/** Signals of an item → what is kept back, damped or brought back. Immutable, thread-safe. */
final class SuppressionRules {
    private static final long FOR_EVER = Long.MAX_VALUE;

    private final SuppressionConfig config;
    private final SignalScores scores;
    private final long dislikeDamping;
    private final long returnDamping;
    private final long hideCreators;
    private final long fatigueHard;
    private final long fatigueRecovery;

    SuppressionRules(SuppressionConfig config, SignalScores scores) {
        this.config = config;
        this.scores = scores;
        this.dislikeDamping = config.dislikeDamping().toMillis();
        this.returnDamping = config.returnDamping().toMillis();
        this.hideCreators = config.hideCreators().toMillis();
        this.fatigueHard = config.fatigueHard().toMillis();
        this.fatigueRecovery = config.fatigueRecovery().toMillis();
    }

    void tell(Profile profile, long now, SuppressionSink sink) {
        int dampers = 0;
        for (int i = 0; i < profile.items(); i++) {
            ItemSignals signals = profile.signals(i);
            String item = profile.id(i);
            fatigue(item, signals, now, sink);
            if (scores.unified(signals) < 0) {
                sink.item(item, Cause.NEGATIVE_SCORE, FOR_EVER);
            }
            if (signals.verdict != null) {
                verdict(item, signals.verdict, now, sink);
                dampers += damps(signals.verdict, now) ? 1 : 0;
            }
        }
        if (dampers > 0) {
            dampers(profile, now, sink, dampers);
        }
    }

    private void verdict(String item, Verdict verdict, long now, SuppressionSink sink) {
        if (verdict.isDisliked()) {
            sink.item(item, Cause.DISLIKE, FOR_EVER);
        }
        if (verdict.isHidden()) {
            sink.item(item, Cause.HIDE, FOR_EVER);
            long until = verdict.hideMillis + hideCreators;
            if (now < until) {
                sink.creatorsOf(item, Cause.HIDE, until);
            }
        }
        if (verdict.isReturned()) {
            sink.item(item, Cause.RETURN, FOR_EVER);
        }
        if (scores.isCompleted(verdict)) {
            until(item, Cause.COMPLETED, verdict.watchMillis, config.completed(), now, sink);
        }
        if (verdict.purchases > 1) {
            repeated(item, verdict, now, sink);
        } else if (verdict.purchases == 1) {
            until(item, Cause.PURCHASE, verdict.lastPurchaseMillis(), config.purchase(), now, sink);
        }
    }

    private static void until(String item, Cause cause, long since, Duration lifetime, long now, SuppressionSink sink) {
        long until = lifetime.isZero() ? FOR_EVER : since + lifetime.toMillis();
        if (now < until) {
            sink.item(item, cause, until);
        }
    }

    private void repeated(String item, Verdict verdict, long now, SuppressionSink sink) {
        long due = verdict.lastPurchaseMillis()
                + Math.max(
                        medianInterval(verdict.purchaseMillis),
                        config.replenishAfter().toMillis());
        if (now < due) {
            sink.item(item, Cause.PURCHASE, due);
        } else if (!verdict.isReturned() && !verdict.isDisliked() && !verdict.isHidden()) {
            sink.replenish(item);
        }
    }

    /** Returns the median time between two purchases, the lower one of two. */
    private static long medianInterval(long[] times) {
        long[] intervals = new long[times.length - 1];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = times[i + 1] - times[i];
        }
        Arrays.sort(intervals);
        return intervals[(intervals.length - 1) / 2];
    }

    /** Views count that are not older, at the latest of them, than what one round of keeping back and recovery takes. */
    private void fatigue(String item, ItemSignals signals, long now, SuppressionSink sink) {
        long[] views = signals.views;
        int needed = config.fatigueViews();
        if (views.length < needed) {
            return;
        }
        long last = Times.last(views);
        long recovered = last + fatigueHard + fatigueRecovery;
        if (now >= recovered || views[views.length - needed] < last - fatigueHard - fatigueRecovery) {
            return;
        }
        long soft = last + fatigueHard;
        if (now < soft) {
            sink.item(item, Cause.FATIGUE, soft);
            return;
        }
        double share = (double) (now - soft) / fatigueRecovery;
        double factor = config.fatigueFactor() + (1 - config.fatigueFactor()) * share;
        if (factor < 1) {
            sink.damp(item, factor, Cause.FATIGUE, recovered);
        }
    }

    private boolean damps(Verdict verdict, long now) {
        return now < dampingUntil(verdict);
    }

    /** Returns the latest of the times at which a dislike or a return stops damping, in the past when there was none. */
    private long dampingUntil(Verdict verdict) {
        long disliked = verdict.isDisliked() ? verdict.dislikeMillis + dislikeDamping : Times.NEVER;
        long returned = verdict.isReturned() ? verdict.returnMillis + returnDamping : Times.NEVER;
        return Math.max(disliked, returned);
    }

    private static long damperMillis(Verdict verdict) {
        return Math.max(
                verdict.isDisliked() ? verdict.dislikeMillis : Times.NEVER,
                verdict.isReturned() ? verdict.returnMillis : Times.NEVER);
    }

    /** Tells the most recent ones; of those at the time of the last one the first by id. */
    private void dampers(Profile profile, long now, SuppressionSink sink, int count) {
        int most = config.maxDampers();
        long threshold = count <= most ? Times.NEVER : threshold(profile, now, count, most);
        int left = most;
        for (int later = 1; later >= 0; later--) {
            for (int i = 0; i < profile.items() && left > 0; i++) {
                Verdict verdict = profile.signals(i).verdict;
                if (verdict == null || !damps(verdict, now)) {
                    continue;
                }
                long time = damperMillis(verdict);
                if (later == 1 ? time > threshold : time == threshold) {
                    damper(profile.id(i), verdict, now, sink);
                    left--;
                }
            }
        }
    }

    /** Returns the time of the {@code most}-th latest damper. */
    private long threshold(Profile profile, long now, int count, int most) {
        if (most == 0) {
            return FOR_EVER;
        }
        long[] times = new long[count];
        int at = 0;
        for (int i = 0; i < profile.items(); i++) {
            Verdict verdict = profile.signals(i).verdict;
            if (verdict != null && damps(verdict, now)) {
                times[at++] = damperMillis(verdict);
            }
        }
        Arrays.sort(times);
        return times[count - most];
    }

    private void damper(String item, Verdict verdict, long now, SuppressionSink sink) {
        long disliked = verdict.dislikeMillis + dislikeDamping;
        if (verdict.isDisliked() && now < disliked) {
            sink.similarTo(item, config.similarFactor(), Cause.DISLIKE, disliked);
        }
        long returned = verdict.returnMillis + returnDamping;
        if (verdict.isReturned() && now < returned) {
            sink.similarTo(item, config.similarFactor(), Cause.RETURN, returned);
        }
    }
}
