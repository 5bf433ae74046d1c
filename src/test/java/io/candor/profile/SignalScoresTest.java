package io.candor.profile;

import static io.candor.profile.Events.DAY;
import static io.candor.profile.Events.NOW;
import static io.candor.profile.Events.event;
import static io.candor.profile.Events.profile;
import static io.candor.profile.Events.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.profile.ProfileView.ItemView;
import io.candor.profile.ProfileView.PurchaseView;
import io.candor.profile.ProfileView.WatchView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalScoresTest {
    private static final double EXACT = 1e-12;
    private static final double PRINTED = 5e-4;

    private static final Action SEEN = new Action.Impression();
    private static final Action CLICK = new Action.Click();
    private static final Action LIKE = new Action.Like();
    private static final Action DISLIKE = new Action.Dislike();
    private static final Action BUY = new Action.Purchase(1, 9.5);
    private static final Action GIVE_BACK = new Action.Return();

    private final ProfileRules rules = new ProfileRules(ProfileConfig.defaults());

    @Test
    void score_seenOpenedWatchedReplayedLiked_is261() {
        assertEquals(2.61, score(SEEN, CLICK, new Action.Watch(100, 100, true), LIKE), EXACT);
    }

    @Test
    void score_watchedOnceAndThenAgain_countsTheBestOnceAndTheReplayOnce() {
        Action.Watch full = new Action.Watch(100, 100, false);
        Action.Watch again = new Action.Watch(60, 100, true);
        assertEquals(2.61, score(SEEN, CLICK, full, again, again, LIKE, LIKE), EXACT);
    }

    @Test
    void score_seenOpenedHalfWatchedDisliked_isMinus109() {
        assertEquals(-1.09, score(SEEN, CLICK, new Action.Watch(50, 100, false), DISLIKE), EXACT);
    }

    @ParameterizedTest
    @CsvSource({"5, 0.90", "4, 0.65", "3, 0.10", "2, -0.60", "1, -1.20", "4.5, 0.775", "1.5, -0.90"})
    void score_stars_isTheirWeight(double stars, double weight) {
        assertEquals(weight, score(new Action.Rating(stars)), EXACT);
    }

    @Test
    void score_ratedTwice_takesTheLaterStars() {
        assertEquals(-1.20, score(new Action.Rating(5), new Action.Rating(1)), EXACT);
    }

    @Test
    void score_otherSignals_countOnceEach() {
        assertEquals(0.50, score(new Action.Save(), new Action.Save()), EXACT);
        assertEquals(0.60, score(new Action.Share(), new Action.Share()), EXACT);
        assertEquals(0.40, score(new Action.AddToCart(), new Action.AddToCart()), EXACT);
        assertEquals(-1.50, score(new Action.Hide(), new Action.Hide()), EXACT);
        assertEquals(1.00, score(BUY, BUY), EXACT);
        assertEquals(0.005, score(new Action.Viewable(2)), EXACT);
    }

    @Test
    void score_seenAndOpenedManyTimes_isCapped() {
        List<Action> actions = new ArrayList<>(Collections.nCopies(50, SEEN));
        assertEquals(0.10, score(actions.toArray(Action[]::new)), EXACT);
        assertEquals(0.50, score(Collections.nCopies(50, CLICK).toArray(Action[]::new)), EXACT);
    }

    @Test
    void score_likeAfterDislike_theLaterCounts() {
        assertEquals(0.70, score(DISLIKE, LIKE), EXACT);
        assertEquals(-1.50, score(LIKE, DISLIKE), EXACT);
    }

    @Test
    void score_boughtAndGivenBack_isNegativeUntilBoughtAgain() {
        assertEquals(-0.50, score(BUY, GIVE_BACK), EXACT);
        assertEquals(1.00, score(BUY, GIVE_BACK, BUY), EXACT);
    }

    @Test
    void score_leftAtOnce_takesTheClickBack() {
        assertEquals(0.01, score(SEEN, CLICK, new Action.Dwell(3)), EXACT);
        assertEquals(-0.10, score(new Action.Dwell(4.9)), EXACT);
    }

    @Test
    void score_dwell_growsAndSaturates() {
        double thirtySeconds = score(new Action.Dwell(30));
        double fiveMinutes = score(new Action.Dwell(300));
        assertEquals(0.0885, thirtySeconds, PRINTED);
        assertEquals(0.3672, fiveMinutes, PRINTED);
        assertTrue(score(new Action.Dwell(5)) > 0);
        assertEquals(0.40, score(new Action.Dwell(36_000)), 1e-9);
        assertEquals(fiveMinutes, score(new Action.Dwell(3), new Action.Dwell(300), new Action.Dwell(30)), EXACT);
    }

    @ParameterizedTest
    @CsvSource({
        "1750, 1800, true, 1.472, LOVED",
        "120, 1800, false, 0.067, BOUNCE",
        "900, 1800, false, 0.5, ENGAGED",
        "85, 2400, false, 0.035, BOUNCE",
        "600, 1800, false, 0.333, BROWSE",
        "3600, 1800, false, 1, LOVED"
    })
    void watch_examples(double watched, double duration, boolean replayed, double score, WatchSentiment sentiment) {
        WatchView watch = item(sequence("a", new Action.Watch(watched, duration, replayed)))
                .watch()
                .orElseThrow();
        assertEquals(score, watch.score(), PRINTED);
        assertEquals(sentiment, watch.sentiment());
        assertEquals(watched, watch.dropOffSeconds());
    }

    @ParameterizedTest
    @CsvSource({
        "400, 1, false, 0.012",
        "30, 2, false, 1.433",
        "360, 1, true, -0.018",
        "20, 2, false, 1.601",
        "5, 1, false, 0.946"
    })
    void purchase_examples(int days, int count, boolean returned, double score) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event("a", BUY, NOW - (days + 40L * i) * DAY));
        }
        if (returned) {
            events.add(event("a", GIVE_BACK, NOW - days * DAY + 1));
        }
        PurchaseView purchase = item(events).purchase().orElseThrow();
        assertEquals(score, purchase.score(), PRINTED);
        assertEquals(returned, purchase.returned());
    }

    @Test
    void preference_likeAndDislike_areAsymmetric() {
        assertEquals(1, item(sequence("a", LIKE)).preference());
        assertEquals(-3, item(sequence("a", DISLIKE)).preference());
        assertEquals(0, item(sequence("a", CLICK)).preference());
    }

    @Test
    void rating_centred_onTheSubjectsMean() {
        assertEquals(List.of(5 - 10 / 3.0, 4 - 10 / 3.0, 1 - 10 / 3.0), centred(5, 4, 1));
        assertEquals(1.67, centred(5, 4, 1).get(0), 5e-3);
        assertEquals(0.67, centred(5, 4, 1).get(1), 5e-3);
        assertEquals(-2.33, centred(5, 4, 1).get(2), 5e-3);
        assertEquals(List.of(-1.0, 0.0, 1.0), centred(3, 4, 5));
    }

    @Test
    void rating_single_isCentredOnTheShrunkenGlobalMean() {
        // (4 · 3.5 + 5) / 5 = 3.8
        assertEquals(1.2, centred(5).getFirst(), EXACT);
    }

    @Test
    void engagement_example_is086() {
        ItemView item = item(sequence("a", new Action.Watch(90, 100, true), LIKE, new Action.Save()));
        assertEquals(0.86, item.engagement(), EXACT);
    }

    @Test
    void confidence_isLinearAndOneForWhatIsNotLiked() {
        assertEquals(1 + 40 * 1.0, item(sequence("a", BUY)).confidence(), EXACT);
        assertEquals(1, item(sequence("a", DISLIKE)).confidence(), EXACT);
        assertEquals(1 + 40 * Math.log(2), FoldInParameters.Weighting.LOG.of(1, 40), EXACT);
    }

    private double score(Action... actions) {
        return item(sequence("a", actions)).score();
    }

    private ItemView item(List<Event> events) {
        return rules.view(profile(events), NOW).items().getFirst();
    }

    private List<Double> centred(double... stars) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < stars.length; i++) {
            events.add(event("item" + i, new Action.Rating(stars[i]), NOW - i));
        }
        return rules.view(profile(events), NOW).items().stream()
                .map(item -> item.rating().orElseThrow().centred())
                .toList();
    }
}
