package io.candor.profile;

import static io.candor.profile.Events.ANN;
import static io.candor.profile.Events.NOW;
import static io.candor.profile.Events.event;
import static io.candor.profile.Events.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProfileTest {
    private final ProfileRules rules = new ProfileRules(ProfileConfig.defaults());

    @Test
    void plus_anyOrderAndAnyGrouping_givesTheSameProfile() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Event> events = Events.any(random, 1 + random.nextInt(120), 1 + random.nextInt(8));
            ProfileView expected = rules.view(profile(events), NOW);
            int weight = profile(events).weightBytes();
            for (int shuffle = 0; shuffle < 5; shuffle++) {
                Collections.shuffle(events, random);
                Profile profile = inParts(Profile.empty(ANN), events, random);
                assertEquals(expected, rules.view(profile, NOW));
                assertEquals(weight, profile.weightBytes());
            }
        }
    }

    @Test
    void plus_oneByOne_isAsOneByOneInLists() {
        Random random = new Random(9);
        for (int round = 0; round < 100; round++) {
            Profile byEvent = Profile.empty(ANN, 6);
            Profile byList = byEvent;
            for (Event event : Events.any(random, 80, 1 + random.nextInt(10))) {
                byEvent = byEvent.plus(event);
                byList = byList.plus(List.of(event));
                assertEquals(rules.view(byList, NOW), rules.view(byEvent, NOW));
                assertEquals(byList.weightBytes(), byEvent.weightBytes());
                assertEquals(byList.lastMillis(), byEvent.lastMillis());
            }
        }
    }

    @Test
    void plus_moreItemsThanKept_orderWithinACallDoesNotMatter() {
        Random random = new Random(8);
        for (int round = 0; round < 50; round++) {
            List<Event> events = Events.any(random, 200, 60);
            ProfileView expected = rules.view(Profile.empty(ANN, 15).plus(events), NOW);
            Collections.shuffle(events, random);
            assertEquals(expected, rules.view(Profile.empty(ANN, 15).plus(events), NOW));
        }
    }

    @Test
    void plus_moreItemsThanKept_decisionsAreKeptBeforeWhatWasMerelyShown() {
        Profile profile = Profile.empty(ANN, 10);
        List<String> decided = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            decided.add("bought" + i);
            profile = profile.plus(List.of(event("bought" + i, new Action.Purchase(1, 1), NOW - 1000)));
        }
        for (int i = 0; i < 50; i++) {
            profile = profile.plus(List.of(event("seen" + i, new Action.Impression(), NOW)));
        }
        TreeSet<String> kept = new TreeSet<>();
        rules.view(profile, NOW).items().forEach(item -> kept.add(item.item()));
        assertEquals(new TreeSet<>(decided), kept);
    }

    @Test
    void plus_doesNotChangeTheProfileItStartsFrom() {
        Profile before = profile(event("a", new Action.Like(), NOW), event("b", new Action.Click(), NOW));
        ProfileView view = rules.view(before, NOW);
        Profile after =
                before.plus(List.of(event("a", new Action.Dislike(), NOW + 1), event("c", new Action.Click(), NOW)));
        assertEquals(view, rules.view(before, NOW));
        assertEquals(3, after.items());
        assertSame(after, after.plus(List.of()));
    }

    @Test
    void isEmpty_nothingButScrolling_isEmptyAndHasATime() {
        Profile profile = profile(event("a", new Action.Scroll(0.5), NOW));
        assertTrue(profile.isEmpty());
        assertEquals(NOW, profile.lastMillis());
        assertFalse(profile(event("", new Action.Search("shoes"), NOW)).isEmpty());
    }

    @Test
    void view_searches_theTenLatestStandLatestFirst() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            events.add(event("", new Action.Search("query " + i), NOW + i));
        }
        List<ProfileView.SearchView> searches = rules.view(profile(events), NOW).searches();
        assertEquals(10, searches.size());
        assertEquals(new ProfileView.SearchView("query 14", NOW + 14), searches.getFirst());
        assertEquals(new ProfileView.SearchView("query 5", NOW + 5), searches.getLast());
    }

    @Test
    void weightBytes_oneMoreItem_weighsItsTextsAndNumbers() {
        int empty = Profile.empty(ANN).weightBytes();
        int one = profile(event("item-0001", new Action.Click(), NOW)).weightBytes();
        // Text 24 + 32, signals 64, two references of 4 rounded up to 8 each.
        assertEquals(24 + 32 + 64 + 16, one - empty);
        assertTrue(profile(event("item-0001", new Action.Like(), NOW)).weightBytes() > one);
    }

    @Test
    void empty_session_keepsItsSubject() {
        assertEquals(
                Subject.session("s"),
                Profile.empty(Subject.session("s")).plus(List.of()).subject());
    }

    private static Profile inParts(Profile profile, List<Event> events, Random random) {
        Profile sum = profile;
        int from = 0;
        while (from < events.size()) {
            int until = Math.min(events.size(), from + 1 + random.nextInt(10));
            sum = sum.plus(events.subList(from, until));
            from = until;
        }
        return sum;
    }
}
