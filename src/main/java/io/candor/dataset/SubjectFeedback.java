package io.candor.dataset;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Subject;
import io.candor.profile.Profile;
import io.candor.profile.ProfileConfig;
import io.candor.profile.ProfileRules;
import io.candor.profile.ProfileView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Events of subjects → one row for each (subject, item): the unified score as value, the latest stars as rating, a weight above
 * 1 for what was bought repeatedly, the time of the latest event. Scores and weights are those of profiles, so that a model
 * learns from what the ranker sees.
 *
 * <p>The same action on the same item of the same slate counts once within a window. Items that were merely shown are left
 * out: being seen is no interest. Belongs to one thread; holds the events of one subject at a time.
 */
public final class SubjectFeedback {
    private final ProfileConfig config;
    private final ProfileRules rules;
    private final long windowMillis;
    private final InteractionsBuilder rows = new InteractionsBuilder();
    private final List<Event> events = new ArrayList<>();
    private Subject subject = Subject.NOBODY;
    private long eventsRead;

    /**
     * Creates one.
     *
     * @param windowMillis within which equal events count once, not negative
     */
    public SubjectFeedback(ProfileConfig config, long windowMillis) {
        this.config = config;
        this.rules = new ProfileRules(config);
        this.windowMillis = windowMillis;
    }

    /** Takes the next event; those of a subject come one after the other. */
    public void add(Event event) {
        eventsRead++;
        if (!event.subject().equals(subject)) {
            finishSubject();
            subject = event.subject();
        }
        events.add(event);
    }

    /** Returns how many events were taken. */
    public long eventsRead() {
        return eventsRead;
    }

    /** Returns the rows; used up by it. */
    public Interactions build() {
        finishSubject();
        return rows.build();
    }

    private void finishSubject() {
        if (subject.kind() == Subject.Kind.USER) {
            Profile profile = Profile.empty(subject, config.maxItems()).plus(distinct());
            for (ProfileView.ItemView item :
                    rules.view(profile, profile.lastMillis()).items()) {
                addRow(item);
            }
        }
        events.clear();
    }

    private void addRow(ProfileView.ItemView item) {
        ProfileView.Signals signals = item.signals();
        boolean merelyShown = item.score() == 0
                || (signals.clicks() == 0
                        && signals.longestDwellSeconds().isEmpty()
                        && item.watch().isEmpty()
                        && item.rating().isEmpty()
                        && item.purchase().isEmpty()
                        && !signals.like()
                        && !signals.dislike()
                        && !signals.hidden()
                        && !signals.saved()
                        && !signals.shared()
                        && !signals.addedToCart());
        if (!merelyShown) {
            float stars = item.rating().map(rating -> (float) rating.stars()).orElse(Float.NaN);
            boolean repeated =
                    item.purchase().filter(purchase -> purchase.count() > 1).isPresent();
            float weight = repeated ? (float) Math.max(1, config.scores().repeatFactor()) : 1;
            rows.add(subject.id(), item.item(), (float) item.score(), item.lastMillis(), stars, weight);
        }
    }

    private List<Event> distinct() {
        Map<Key, Long> latest = new HashMap<>();
        List<Event> kept = new ArrayList<>(events.size());
        events.sort(Comparator.comparingLong(Event::timeMillis).thenComparing(Event::id));
        for (Event event : events) {
            Key key = new Key(event.item(), event.type(), event.shown().map(shown -> shown.requestId()));
            Long before = latest.get(key);
            if (before == null || event.timeMillis() - before > windowMillis) {
                latest.put(key, event.timeMillis());
                kept.add(event);
            }
        }
        return kept;
    }

    private record Key(String item, Action.Type type, Optional<UUID> slate) {}
}
