package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.event.Subject;
import io.candor.profile.ProfileConfig;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SubjectFeedbackTest {
    private static final Subject ANN = Subject.user("ann");
    private static final Subject BOB = Subject.user("bob");
    private static final UUID SLATE = new UUID(1, 1);

    private final SubjectFeedback feedback = new SubjectFeedback(ProfileConfig.defaults(), 10_000);
    private long ids;

    @Test
    void build_signals_addUpToTheUnifiedScores() {
        // The worked examples of the scores: 2.61 and −1.09.
        add(ANN, "loved", new Action.Impression(), 1_000);
        add(ANN, "loved", new Action.Click(), 2_000);
        add(ANN, "loved", new Action.Watch(100, 100, true), 3_000);
        add(ANN, "loved", new Action.Like(), 4_000);
        add(ANN, "hated", new Action.Impression(), 1_000);
        add(ANN, "hated", new Action.Click(), 2_000);
        add(ANN, "hated", new Action.Watch(50, 100, false), 3_000);
        add(ANN, "hated", new Action.Dislike(), 5_000);
        Interactions rows = feedback.build();
        assertEquals(2, rows.size());
        assertRow(rows, "ann", "loved", 2.61f, Float.NaN, 1, 4_000);
        assertRow(rows, "ann", "hated", -1.09f, Float.NaN, 1, 5_000);
        assertEquals(8, feedback.eventsRead());
    }

    @Test
    void build_ratingsAndRepeats_areRatingsAndWeights() {
        add(ANN, "film", new Action.Rating(2), 1_000);
        add(ANN, "film", new Action.Rating(5), 60_000);
        add(BOB, "coffee", new Action.Purchase(1, 5), 1_000);
        add(BOB, "coffee", new Action.Purchase(1, 5), 900_000);
        Interactions rows = feedback.build();
        assertRow(rows, "ann", "film", 0.9f, 5, 1, 60_000);
        assertRow(rows, "bob", "coffee", 1, Float.NaN, 2, 900_000);
    }

    @Test
    void build_merelyShownAndSessions_giveNoRows() {
        add(ANN, "seen", new Action.Impression(), 1_000);
        add(ANN, "seen", new Action.Viewable(3), 1_500);
        add(Subject.session("s1"), "film", new Action.Like(), 1_000);
        assertEquals(0, feedback.build().size());
    }

    @Test
    void build_sameActionOfASlateWithinTheWindow_countsOnce() {
        add(ANN, "a", new Action.Click(), 1_000);
        add(ANN, "a", new Action.Click(), 5_000);
        add(ANN, "a", new Action.Click(), 30_000);
        addShown(ANN, "b", new Action.Click(), 1_000);
        add(ANN, "b", new Action.Click(), 1_500);
        Interactions rows = feedback.build();
        assertRow(rows, "ann", "a", 0.2f, Float.NaN, 1, 30_000);
        assertRow(rows, "ann", "b", 0.2f, Float.NaN, 1, 1_500);
    }

    private static void assertRow(
            Interactions rows, String user, String item, float value, float rating, float weight, long time) {
        boolean found = false;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.users().idAt(rows.user(row)).equals(user)
                    && rows.items().idAt(rows.item(row)).equals(item)) {
                found = true;
                assertEquals(value, rows.value(row), 1e-6);
                assertEquals(rating, rows.rating(row));
                assertEquals(weight, rows.weight(row));
                assertEquals(time, rows.time(row));
            }
        }
        assertTrue(found, user + " " + item);
    }

    private void add(Subject subject, String item, Action action, long time) {
        add(subject, item, action, time, Optional.empty());
    }

    private void addShown(Subject subject, String item, Action action, long time) {
        add(subject, item, action, time, Optional.of(new Shown(SLATE, 0, "home", "m", "greedy", Map.of(), 1, 0.5)));
    }

    private void add(Subject subject, String item, Action action, long time, Optional<Shown> shown) {
        feedback.add(new Event(new UUID(0, ++ids), subject, item, action, time, time, OptionalLong.empty(), shown));
    }
}
