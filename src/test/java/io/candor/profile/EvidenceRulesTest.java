package io.candor.profile;

import static io.candor.profile.Events.DAY;
import static io.candor.profile.Events.NOW;
import static io.candor.profile.Events.event;
import static io.candor.profile.Events.profile;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Subject;
import io.candor.profile.ProfileView.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceRulesTest {
    private static final double EXACT = 1e-12;

    private final ProfileRules rules = new ProfileRules(ProfileConfig.defaults());

    @Test
    void evidence_user_halvesIn90Days_strongestFirst() {
        List<Evidence> told = told(profile(
                event("old", new Action.Purchase(1, 0), NOW - 90 * DAY),
                event("new", new Action.Like(), NOW),
                event("bad", new Action.Dislike(), NOW - 180 * DAY)));
        assertEquals(
                List.of("new", "old", "bad"), told.stream().map(Evidence::item).toList());
        assertEquals(0.7, told.get(0).strength(), EXACT);
        assertEquals(0.5, told.get(1).strength(), EXACT);
        assertEquals(-1.5 / 4, told.get(2).strength(), EXACT);
    }

    @Test
    void evidence_userDecay_decaysByRankBesideTheAge() {
        ProfileConfig defaults = ProfileConfig.defaults();
        ProfileConfig config = new ProfileConfig(
                defaults.maxItems(),
                defaults.weights(),
                defaults.scores(),
                defaults.suppression(),
                new ProfileConfig.EvidenceConfig(100, Duration.ofDays(90), 0.5, 0.9, 0.01),
                defaults.cache());
        List<Evidence> told = new ArrayList<>();
        new ProfileRules(config)
                .evidence(
                        profile(
                                event("a", new Action.Like(), NOW - 180 * DAY),
                                event("b", new Action.Like(), NOW - 90 * DAY),
                                event("c", new Action.Like(), NOW)),
                        NOW,
                        (item, strength) -> told.add(new Evidence(item, strength)));
        assertEquals(0.7, told.get(0).strength(), EXACT);
        assertEquals(0.7 / 4, told.get(1).strength(), EXACT);
        assertEquals(0.7 / 16, told.get(2).strength(), EXACT);
    }

    @Test
    void evidence_session_decaysByRank() {
        Subject session = Subject.session("s");
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            events.add(event(session, "i" + i, new Action.AddToCart(), NOW - i * 30L * DAY));
        }
        List<Evidence> told = told(Profile.empty(session).plus(events));
        for (int i = 0; i < 4; i++) {
            assertEquals("i" + i, told.get(i).item());
            assertEquals(0.4 * Math.pow(0.9, i), told.get(i).strength(), EXACT);
        }
    }

    @Test
    void evidence_merelyShown_saysNothing() {
        assertEquals(
                List.of(),
                told(profile(event("a", new Action.Impression(), NOW), event("a", new Action.Viewable(3), NOW))));
    }

    @Test
    void evidence_shownAgainLater_isNotRefreshed() {
        List<Evidence> told = told(profile(
                event("a", new Action.Purchase(1, 0), NOW - 90 * DAY), event("a", new Action.Impression(), NOW)));
        assertEquals(1.01 / 2, told.getFirst().strength(), EXACT);
    }

    @Test
    void evidence_tooWeak_isLeftOut() {
        assertEquals(List.of(), told(profile(event("a", new Action.Click(), NOW - 360 * DAY))));
    }

    @Test
    void evidence_manyItems_isBounded() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            events.add(event("i" + i, new Action.Save(), NOW - i * DAY / 10));
        }
        List<Evidence> told = told(profile(events));
        assertEquals(100, told.size());
        assertEquals("i0", told.getFirst().item());
        assertEquals("i99", told.getLast().item());
    }

    private List<Evidence> told(Profile profile) {
        List<Evidence> told = new ArrayList<>();
        rules.evidence(profile, NOW, (item, strength) -> told.add(new Evidence(item, strength)));
        return told;
    }
}
