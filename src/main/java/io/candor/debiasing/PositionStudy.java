package io.candor.debiasing;

import io.candor.catalog.IdHash;
import io.candor.event.Action;
import io.candor.exposure.ExposedSlate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Gathers slates, and estimates position bias from them: for all of them, for each placement, and for each placement and device.
 *
 * <p>Memory does not grow with the log: sums by position and pair of positions for each place and each of twenty groups of users, and
 * a bounded table of cells. Not thread-safe.
 */
public final class PositionStudy {
    /** Positions from there on are left out. */
    public static final int MOST_POSITIONS = 100;

    private static final int GROUPS = 20;
    private static final int MOST_PLACES = 64;
    private static final int MOST_ENTRIES = 4_000_000;

    private final Action.Type reward;
    private final Segmentation segments;
    private final CellTable cells;
    private final List<Place> places = new ArrayList<>();
    private final Map<Place, Integer> numbers = new LinkedHashMap<>();
    private final List<Tally[]> tallies = new ArrayList<>();
    private final Set<Integer> groups = new LinkedHashSet<>();
    private long slates;
    private long drawn;
    private int positions;

    /**
     * Creates an empty one.
     *
     * @param reward which kind of action is a click
     * @param segments for whom an item is worth the same
     */
    public PositionStudy(Action.Type reward, Segmentation segments) {
        this(reward, segments, MOST_ENTRIES);
    }

    PositionStudy(Action.Type reward, Segmentation segments, int mostEntries) {
        this.reward = reward;
        this.segments = segments;
        this.cells = new CellTable(mostEntries);
    }

    /** Adds a slate. */
    public void add(ExposedSlate slate) {
        slates++;
        drawn += slate.decision().candidates().isEmpty() ? 0 : 1;
        int place = number(new Place(slate.placement(), slate.device()));
        int group = (int) Long.remainderUnsigned(IdHash.of(slate.unit()), GROUPS);
        groups.add(group);
        Tally tally = tallies.get(place)[group];
        for (int slot = 0; slot < slate.slots(); slot++) {
            int position = slate.position(slot) - 1;
            if (position < MOST_POSITIONS) {
                positions = Math.max(positions, position + 1);
                boolean click = slate.has(slot, reward);
                tally.add(slate, slot, position, MOST_POSITIONS, click);
                if (!slate.impression(slot).pinned()) {
                    String segment = segments.of(slate, slot);
                    long hash = IdHash.of(place + "\n" + segment + "\n" + slate.item(slot));
                    cells.add(hash, place, group, position, click);
                }
            }
        }
    }

    /** Returns the number of a place; devices that are one too many count as none. */
    private int number(Place place) {
        Integer known = numbers.get(place);
        if (known != null) {
            return known;
        }
        if (places.size() >= MOST_PLACES && !place.device().isEmpty()) {
            return number(place.onAnyDevice());
        }
        Tally[] empty = new Tally[GROUPS];
        for (int g = 0; g < GROUPS; g++) {
            empty[g] = new Tally();
        }
        places.add(place);
        tallies.add(empty);
        numbers.put(place, places.size() - 1);
        return places.size() - 1;
    }

    /** Returns what the slates tell. */
    public PositionReport report() {
        Map<Place, PositionReport.Stratum> strata = new LinkedHashMap<>();
        Map<Place, List<Integer>> members =
                new TreeMap<>(Comparator.comparing(Place::placement).thenComparing(Place::device));
        for (int p = 0; p < places.size(); p++) {
            Place place = places.get(p);
            for (Place of : new LinkedHashSet<>(List.of(Place.ANYWHERE, place.onAnyDevice(), place))) {
                members.computeIfAbsent(of, _ -> new ArrayList<>()).add(p);
            }
        }
        // With one placement and one device three places are the same slates.
        Map<List<Integer>, PositionReport.Stratum> made = new HashMap<>();
        members.forEach((place, of) -> strata.put(
                place, made.computeIfAbsent(of, _ -> stratum(place, of)).at(place)));
        return PositionReport.of(slates, drawn, cells.kept(), List.copyOf(strata.values()));
    }

    private PositionReport.Stratum stratum(Place place, List<Integer> of) {
        List<Integer> present = List.copyOf(groups);
        Tally all = tally(of, -1);
        Map<PositionEstimator, List<PositionEstimate>> estimates = new TreeMap<>();
        for (PositionEstimator estimator : PositionEstimator.values()) {
            Jackknife ln = Jackknife.of(
                    present.size(),
                    g -> estimator.estimate(without(of, present, g), () -> select(of, present, g), positions));
            estimates.put(estimator, PositionEstimate.list(ln));
        }
        Jackknife trust = Jackknife.of(present.size(), g -> TrustModel.solve(select(of, present, g)));
        return new PositionReport.Stratum(
                place,
                counts(all.all::shown),
                counts(all.all::clicked),
                counts(all.compared::clicked),
                estimates,
                PositionGraph.of(padded(all.pairs)),
                TrustModel.of(trust, present.size()));
    }

    private PairTally padded(PairTally pairs) {
        PairTally wide = new PairTally(positions);
        wide.add(pairs);
        return wide;
    }

    private List<Long> counts(Function<Integer, Long> at) {
        List<Long> counts = new ArrayList<>();
        for (int k = 0; k < positions; k++) {
            counts.add(at.apply(k));
        }
        return counts;
    }

    private Cells select(List<Integer> of, List<Integer> present, int without) {
        return cells.select(of::contains, without < 0 ? -1 : present.get(without), positions);
    }

    private Tally without(List<Integer> of, List<Integer> present, int without) {
        return tally(of, without < 0 ? -1 : present.get(without));
    }

    private Tally tally(List<Integer> of, int without) {
        Tally sum = new Tally();
        for (int place : of) {
            for (int g = 0; g < GROUPS; g++) {
                if (g != without) {
                    sum.add(tallies.get(place)[g]);
                }
            }
        }
        return sum;
    }
}
