package io.candor.profile;

import static io.candor.profile.Events.DAY;
import static io.candor.profile.Events.NOW;
import static io.candor.profile.Events.event;
import static io.candor.profile.Events.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.event.Action;
import io.candor.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SuppressionRulesTest {
    private static final Action SEEN = new Action.Impression();
    private static final Action BUY = new Action.Purchase(1, 0);

    private final ProfileRules rules = new ProfileRules(ProfileConfig.defaults());

    @Test
    void dislike_keepsTheItemBackForEver_andDampsWhatIsLikeItFor180Days() {
        Event dislike = event("a", new Action.Dislike(), NOW);
        assertTold(
                NOW + 179 * DAY,
                List.of(dislike),
                "item a dislike",
                "item a negative_score",
                "similar a 0.50 dislike 180d");
        assertTold(NOW + 180 * DAY, List.of(dislike), "item a dislike", "item a negative_score");
        assertTold(NOW, List.of(dislike, event("a", new Action.Like(), NOW + 1)));
    }

    @Test
    void hide_keepsTheItemBackForEver_andItsCreatorsFor30Days() {
        Event hide = event("a", new Action.Hide(), NOW);
        assertTold(NOW + 29 * DAY, List.of(hide), "item a hide", "item a negative_score", "creators a hide 30d");
        assertTold(NOW + 30 * DAY, List.of(hide), "item a hide", "item a negative_score");
    }

    @Test
    void return_keepsTheItemBackForEver_andDampsWhatIsLikeItFor90Days() {
        List<Event> events = List.of(event("a", BUY, NOW - DAY), event("a", new Action.Return(), NOW));
        assertTold(
                NOW + 89 * DAY,
                events,
                "item a return",
                "item a purchase",
                "item a negative_score",
                "similar a 0.50 return 90d");
        assertTold(NOW + 90 * DAY, events, "item a return", "item a purchase", "item a negative_score");
    }

    @Test
    void purchase_once_keepsTheItemBackForEver() {
        assertTold(NOW + 10_000 * DAY, List.of(event("a", BUY, NOW)), "item a purchase");
    }

    @Test
    void purchase_repeatedly_bringsTheItemBackAfterTheUsualInterval() {
        List<Event> events = List.of(
                event("a", BUY, NOW - 90 * DAY), event("a", BUY, NOW - 60 * DAY), event("a", BUY, NOW - 29 * DAY));
        // Intervals of 30 and 31 days: due 30 days after the last.
        assertTold(NOW, events, "item a purchase 1d");
        assertTold(NOW + DAY, events, "replenish a");
    }

    @Test
    void purchase_twiceInAMoment_bringsTheItemBackAfterAWeek() {
        List<Event> events = List.of(event("a", BUY, NOW), event("a", BUY, NOW));
        assertTold(NOW + 7 * DAY - 1, events, "item a purchase 7d");
        assertTold(NOW + 7 * DAY, events, "replenish a");
    }

    @Test
    void purchase_repeatedlyButGivenBack_isNotBroughtBack() {
        List<Event> events = List.of(
                event("a", BUY, NOW - 9 * DAY), event("a", BUY, NOW - 8 * DAY), event("a", new Action.Return(), NOW));
        assertTold(NOW, events, "item a return", "item a negative_score", "similar a 0.50 return 90d");
    }

    @Test
    void completed_keepsTheItemBackFor90Days() {
        Event watch = event("a", new Action.Watch(95, 100, false), NOW);
        assertTold(NOW + 90 * DAY - 1, List.of(watch), "item a completed 90d");
        assertTold(NOW + 90 * DAY, List.of(watch));
        assertTold(NOW, List.of(event("a", new Action.Watch(94, 100, false), NOW)));
    }

    @Test
    void negativeScore_keepsTheItemBack_untilItRises() {
        List<Event> low = List.of(event("a", new Action.Rating(2), NOW));
        assertTold(NOW, low, "item a negative_score");
        List<Event> risen = new ArrayList<>(low);
        risen.add(event("a", new Action.Like(), NOW + 1));
        assertTold(NOW, risen);
    }

    @Test
    void fatigue_fourViews_nothingIsKeptBack() {
        assertTold(NOW, views(4));
    }

    @Test
    void fatigue_fiveViews_hardFor14DaysThenRecoversOver140() {
        List<Event> views = views(5);
        assertTold(NOW, views, "item a fatigue 14d");
        assertTold(NOW + 14 * DAY - 1, views, "item a fatigue 14d");
        assertTold(NOW + 14 * DAY, views, "damp a 0.20 fatigue 154d");
        assertTold(NOW + 84 * DAY, views, "damp a 0.60 fatigue 154d");
        assertTold(NOW + 140 * DAY, views, "damp a 0.92 fatigue 154d");
        assertTold(NOW + 154 * DAY, views);
    }

    @Test
    void fatigue_openedSince_startsAnew() {
        List<Event> events = new ArrayList<>(views(5));
        events.add(event("a", new Action.Click(), NOW - 2500));
        assertTold(NOW, events);
        for (int i = 0; i < 2; i++) {
            events.add(event("a", SEEN, NOW - i));
        }
        assertTold(NOW, events, "item a fatigue 14d");
    }

    @Test
    void fatigue_viewsOfLongAgo_doNotTire() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            events.add(event("a", SEEN, NOW - 155 * DAY));
        }
        events.add(event("a", SEEN, NOW));
        assertTold(NOW, events);
    }

    @Test
    void dampers_moreThanTold_theLatestAreTold() {
        List<Event> events = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            events.add(event("i" + i, new Action.Dislike(), NOW - i * 1000L));
        }
        TreeSet<String> similar = new TreeSet<>();
        TreeSet<String> expected = new TreeSet<>();
        told(NOW, events).stream().filter(t -> t.startsWith("similar")).forEach(t -> similar.add(t.substring(8, 11)));
        for (int i = 10; i < 30; i++) {
            expected.add("i" + i);
        }
        assertEquals(expected, similar);
    }

    @Test
    void dampers_allAtOneTime_areBoundedById() {
        List<Event> events = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            events.add(event("i" + i, new Action.Dislike(), NOW));
        }
        List<String> similar =
                told(NOW, events).stream().filter(t -> t.startsWith("similar")).toList();
        assertEquals(20, similar.size());
        assertEquals("similar i29 0.50 dislike 180d", similar.getLast());
    }

    @Test
    void view_suppressions_nameScopeCauseAndExpiry() {
        List<ProfileView.Suppression> seen =
                rules.view(profile(event("a", new Action.Hide(), NOW)), NOW).suppressions();
        assertEquals(3, seen.size());
        assertEquals(ProfileView.Scope.CREATORS, seen.get(2).scope());
        assertEquals(NOW + 30 * DAY, seen.get(2).untilMillis().orElseThrow());
        assertEquals(true, seen.getFirst().untilMillis().isEmpty());
    }

    private static List<Event> views(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event("a", SEEN, NOW - 1000L * i));
        }
        return events;
    }

    private void assertTold(long now, List<Event> events, String... expected) {
        assertEquals(new TreeSet<>(List.of(expected)), new TreeSet<>(told(now, events)));
    }

    /** Returns what was told in words; the time until then is counted in days from {@link Events#NOW}. */
    private List<String> told(long now, List<Event> events) {
        List<String> told = new ArrayList<>();
        rules.suppressions(profile(events), now, new SuppressionSink() {
            @Override
            public void item(String itemId, Cause cause, long untilMillis) {
                told.add("item " + itemId + " " + cause.wire() + until(untilMillis));
            }

            @Override
            public void creatorsOf(String itemId, Cause cause, long untilMillis) {
                told.add("creators " + itemId + " " + cause.wire() + until(untilMillis));
            }

            @Override
            public void similarTo(String itemId, double factor, Cause cause, long untilMillis) {
                told.add("similar " + itemId + factor(factor) + cause.wire() + until(untilMillis));
            }

            @Override
            public void damp(String itemId, double factor, Cause cause, long untilMillis) {
                told.add("damp " + itemId + factor(factor) + cause.wire() + until(untilMillis));
            }

            @Override
            public void replenish(String itemId) {
                told.add("replenish " + itemId);
            }
        });
        return told;
    }

    private static String factor(double factor) {
        return String.format(Locale.ROOT, " %.2f ", factor);
    }

    private static String until(long untilMillis) {
        return untilMillis == Long.MAX_VALUE ? "" : " " + Math.ceilDiv(untilMillis - NOW, DAY) + "d";
    }
}
