package io.candor.storage;

import io.candor.event.Action;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.event.SlateRecord;
import io.candor.event.SlateRecord.ShownItem;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Slates under arms, and what refers to them. */
final class ExperimentEntries {
    private ExperimentEntries() {}

    static Decision slate(
            long id, Subject subject, long millis, Map<String, String> variants, int firstPosition, int items) {
        List<ShownItem> shown = new ArrayList<>();
        List<Decision.Impression> impressions = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            shown.add(new ShownItem("item-" + i, 1));
            impressions.add(Decision.Impression.certain(i + 1, 0, 1));
        }
        SlateRecord slate = new SlateRecord(
                Entries.id(id), millis, subject, "home", "ials", "greedy", variants, firstPosition, shown);
        Decision.Exposure exposure = new Decision.Exposure(Map.of(), Map.of("floor", "b", "other", "b"));
        return new Decision(
                slate,
                items,
                Optional.empty(),
                Decision.Draw.CERTAIN,
                impressions,
                Candidates.NONE,
                items,
                Map.of(),
                exposure);
    }

    /** Returns what the one who was shown a slate did with the item at a position of it. */
    static Event act(long id, Decision decision, int position, Action action, long millis) {
        SlateRecord slate = decision.slate();
        Shown shown = new Shown(
                slate.requestId(),
                slate.timeMillis(),
                slate.placement(),
                slate.model(),
                slate.policy(),
                slate.variants(),
                position,
                1);
        return new Event(
                Entries.id(id),
                slate.subject(),
                "item",
                action,
                millis,
                millis,
                OptionalLong.empty(),
                Optional.of(shown));
    }
}
