package io.candor.profile;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes events for tests. */
final class Events {
    static final Subject ANN = Subject.user("ann");
    static final long NOW = 1_760_000_000_000L;
    static final long DAY = Duration.ofDays(1).toMillis();

    private static long ids;

    private Events() {}

    static Event event(String item, Action action, long timeMillis) {
        return event(ANN, item, action, timeMillis);
    }

    static synchronized Event event(Subject subject, String item, Action action, long timeMillis) {
        return event(new UUID(0, ++ids), subject, item, action, timeMillis, timeMillis);
    }

    static Event event(UUID id, Subject subject, String item, Action action, long timeMillis, long receivedMillis) {
        return new Event(id, subject, item, action, timeMillis, receivedMillis, OptionalLong.empty(), Optional.empty());
    }

    /** Returns the actions, a second after each other, the last one now. */
    static List<Event> sequence(String item, Action... actions) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < actions.length; i++) {
            events.add(event(item, actions[i], NOW - 1000L * (actions.length - 1 - i)));
        }
        return events;
    }

    static Profile profile(List<Event> events) {
        return Profile.empty(ANN).plus(events);
    }

    static Profile profile(Event... events) {
        return profile(List.of(events));
    }

    /** Returns an action of any kind with values of few digits, so that equal ones occur. */
    static Action anyAction(RandomGenerator random) {
        return switch (Action.Type.ofCode(random.nextInt(Action.Type.values().length))) {
            case IMPRESSION -> new Action.Impression();
            case VIEWABLE -> new Action.Viewable(random.nextInt(10));
            case CLICK -> new Action.Click();
            case DWELL -> new Action.Dwell(random.nextInt(60));
            case WATCH -> new Action.Watch(random.nextInt(5), 1 + random.nextInt(4), random.nextBoolean());
            case RATING -> new Action.Rating(1 + random.nextInt(9) / 2.0);
            case LIKE -> new Action.Like();
            case DISLIKE -> new Action.Dislike();
            case HIDE -> new Action.Hide();
            case SAVE -> new Action.Save();
            case SHARE -> new Action.Share();
            case ADD_TO_CART -> new Action.AddToCart();
            case PURCHASE -> new Action.Purchase(1 + random.nextInt(3), 10);
            case RETURN -> new Action.Return();
            case SEARCH -> new Action.Search("query " + random.nextInt(20));
            case SCROLL -> new Action.Scroll(random.nextInt(2));
        };
    }

    /** Returns events on few items within few hours, with equal times among them. */
    static List<Event> any(RandomGenerator random, int count, int items) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String item = "i" + random.nextInt(items);
            long time = NOW - 60_000L * random.nextInt(500);
            events.add(event(item, anyAction(random), time));
        }
        return events;
    }
}
