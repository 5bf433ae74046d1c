package io.candor.profile;

import io.candor.event.Action;
import io.candor.event.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A profile and events on their way to the next profile. Touches the signals of the events' items only. */
final class ProfileFold {
    private static final Comparator<ProfileView.SearchView> LATEST_FIRST = Comparator.comparingLong(
                    ProfileView.SearchView::timeMillis)
            .thenComparing(ProfileView.SearchView::query)
            .reversed();

    private final Profile before;
    private final Map<String, ItemSignals> touched = new TreeMap<>();
    private @Nullable List<ProfileView.SearchView> searches;
    private int added;
    private long lastMillis;

    ProfileFold(Profile before) {
        this.before = before;
        this.lastMillis = before.lastMillis();
    }

    void add(Event event) {
        lastMillis = Math.max(lastMillis, event.timeMillis());
        switch (event.action()) {
            case Action.Scroll(double _) -> {}
            case Action.Search(String query) -> search(new ProfileView.SearchView(query, event.timeMillis()));
            default -> signals(event.item()).add(event.action(), event.timeMillis());
        }
    }

    Profile result() {
        List<ProfileView.SearchView> latest = searches == null ? before.searches() : List.copyOf(searches);
        if (added == 0) {
            return before.with(replaced(), latest, lastMillis);
        }
        String[] ids = new String[before.items() + added];
        ItemSignals[] signals = new ItemSignals[ids.length];
        merge(ids, signals);
        if (ids.length <= before.maxItems()) {
            return before.with(ids, signals, latest, lastMillis);
        }
        int[] kept = kept(ids, signals);
        String[] keptIds = new String[kept.length];
        ItemSignals[] keptSignals = new ItemSignals[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptIds[i] = ids[kept[i]];
            keptSignals[i] = signals[kept[i]];
        }
        return before.with(keptIds, keptSignals, latest, lastMillis);
    }

    private ItemSignals signals(String item) {
        ItemSignals known = touched.get(item);
        if (known == null) {
            int at = before.indexOf(item);
            if (at >= 0) {
                known = before.signals(at).copy();
            } else {
                known = new ItemSignals();
                added++;
            }
            touched.put(item, known);
        }
        return known;
    }

    private void search(ProfileView.SearchView search) {
        if (searches == null) {
            searches = new ArrayList<>(before.searches());
        }
        searches.add(search);
        searches.sort(LATEST_FIRST);
        if (searches.size() > Profile.SEARCHES_KEPT) {
            searches.removeLast();
        }
    }

    private ItemSignals[] replaced() {
        ItemSignals[] signals = new ItemSignals[before.items()];
        for (int i = 0; i < signals.length; i++) {
            signals[i] = before.signals(i);
        }
        touched.forEach((item, value) -> signals[before.indexOf(item)] = value);
        return signals;
    }

    private void merge(String[] ids, ItemSignals[] signals) {
        int from = 0;
        int to = 0;
        for (Map.Entry<String, ItemSignals> entry : touched.entrySet()) {
            String item = entry.getKey();
            while (from < before.items() && before.id(from).compareTo(item) < 0) {
                ids[to] = before.id(from);
                signals[to++] = before.signals(from++);
            }
            if (from < before.items() && before.id(from).equals(item)) {
                from++;
            }
            ids[to] = item;
            signals[to++] = entry.getValue();
        }
        while (from < before.items()) {
            ids[to] = before.id(from);
            signals[to++] = before.signals(from++);
        }
    }

    /** Returns the places of the items that stay, ascending. */
    private int[] kept(String[] ids, ItemSignals[] signals) {
        Integer[] order = new Integer[ids.length];
        Arrays.setAll(order, i -> i);
        Comparator<Integer> firstToStay = Comparator.<Integer>comparingInt(i -> signals[i].rank())
                .thenComparingLong(i -> signals[i].lastMillis)
                .thenComparing(i -> ids[i])
                .reversed();
        Arrays.sort(order, firstToStay);
        int[] kept = new int[before.maxItems()];
        Arrays.setAll(kept, i -> order[i]);
        Arrays.sort(kept);
        return kept;
    }
}
