package io.candor.profile;

import io.candor.event.Action;

/** The part of {@link ItemSignals} that most items do not have: what somebody decided about an item. */
final class Verdict {
    /** Latest purchases that are remembered one by one. */
    static final int PURCHASES_KEPT = 8;

    private static final int LAYOUT_BYTES = 104;

    long likeMillis = Times.NEVER;
    long dislikeMillis = Times.NEVER;
    long hideMillis = Times.NEVER;
    long returnMillis = Times.NEVER;
    /** Latest rating; 0 stars when there is none. */
    long ratingMillis = Times.NEVER;

    double stars;
    /** Latest watching; the furthest one is {@link #watchedSeconds} of {@link #durationSeconds}. */
    long watchMillis = Times.NEVER;

    double watchedSeconds;
    double durationSeconds;
    boolean replayed;
    int purchases;
    /** Latest purchases, ascending. */
    long[] purchaseMillis = Times.NONE;

    Verdict copy() {
        Verdict copy = new Verdict();
        copy.likeMillis = likeMillis;
        copy.dislikeMillis = dislikeMillis;
        copy.hideMillis = hideMillis;
        copy.returnMillis = returnMillis;
        copy.ratingMillis = ratingMillis;
        copy.stars = stars;
        copy.watchMillis = watchMillis;
        copy.watchedSeconds = watchedSeconds;
        copy.durationSeconds = durationSeconds;
        copy.replayed = replayed;
        copy.purchases = purchases;
        copy.purchaseMillis = purchaseMillis;
        return copy;
    }

    void liked(long timeMillis) {
        likeMillis = Math.max(likeMillis, timeMillis);
    }

    void disliked(long timeMillis) {
        dislikeMillis = Math.max(dislikeMillis, timeMillis);
    }

    void hidden(long timeMillis) {
        hideMillis = Math.max(hideMillis, timeMillis);
    }

    void returned(long timeMillis) {
        returnMillis = Math.max(returnMillis, timeMillis);
    }

    /** Keeps the latest stars, of two at the same time the lower ones. */
    void rated(double given, long timeMillis) {
        if (timeMillis > ratingMillis || (timeMillis == ratingMillis && given < stars)) {
            ratingMillis = timeMillis;
            stars = given;
        }
    }

    void watched(Action.Watch watch, long timeMillis) {
        watchMillis = Math.max(watchMillis, timeMillis);
        replayed |= watch.replayed();
        int order = Double.compare(watch.completion(), completion());
        if (order == 0) {
            order = Double.compare(watch.watched(), watchedSeconds);
        }
        if (order > 0 || (order == 0 && watch.duration() > durationSeconds)) {
            watchedSeconds = watch.watched();
            durationSeconds = watch.duration();
        }
    }

    void purchased(long timeMillis) {
        purchases = purchases == Integer.MAX_VALUE ? purchases : purchases + 1;
        purchaseMillis = Times.plus(purchaseMillis, timeMillis, PURCHASES_KEPT);
    }

    /** Returns the largest share that was watched, 0 when nothing was. */
    double completion() {
        return durationSeconds > 0 ? Math.min(1, watchedSeconds / durationSeconds) : 0;
    }

    boolean isWatched() {
        return watchMillis != Times.NEVER;
    }

    boolean isRated() {
        return ratingMillis != Times.NEVER;
    }

    boolean isHidden() {
        return hideMillis != Times.NEVER;
    }

    /** Returns whether of like and dislike the later one is a like. */
    boolean isLiked() {
        return likeMillis > dislikeMillis;
    }

    /** Returns whether of like and dislike the later one, or one at the same time, is a dislike. */
    boolean isDisliked() {
        return dislikeMillis != Times.NEVER && dislikeMillis >= likeMillis;
    }

    /** Returns whether it was given back, and not bought after that. */
    boolean isReturned() {
        return returnMillis != Times.NEVER && returnMillis >= lastPurchaseMillis();
    }

    /** Returns the time of the latest purchase, or {@link Times#NEVER}. */
    long lastPurchaseMillis() {
        return Times.last(purchaseMillis);
    }

    int bytes() {
        return LAYOUT_BYTES + Layout.longs(purchaseMillis);
    }
}
