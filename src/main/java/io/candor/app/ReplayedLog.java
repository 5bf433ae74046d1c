package io.candor.app;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.event.Decision;
import io.candor.exposure.ExposedSlate;
import io.candor.exposure.ExposureLog;
import io.candor.exposure.ExposureQuery;
import io.candor.offpolicy.Outcomes;
import io.candor.offpolicy.PseudoInverse;
import io.candor.offpolicy.SlateLaw;
import io.candor.serving.PolicyReplay;
import io.candor.serving.ReplayedSlate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Slates of the decision log with what came of them, and what another policy would have done in their place. Holds two
 * numbers for each candidate and slot. Not thread-safe while slates are added.
 */
public final class ReplayedLog implements SlateLaw {
    private final PolicyReplay replay;
    private final Outcomes.Builder builder = new Outcomes.Builder();
    private final Map<String, Integer> items = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private int degraded;
    private int skipped;

    /** A row, seen from the other policy: its slot of a slate. */
    private record Place(ReplayedSlate slate, List<Integer> items, int slot, double slateWeight) {}

    public ReplayedLog(PolicyReplay replay) {
        this.replay = replay;
    }

    /**
     * Adds a slate. One that is less than it could be is left out, and so is one that cannot be replayed.
     *
     * @param reward which kind of action earns 1
     */
    public void add(ExposedSlate exposed, Action.Type reward) {
        Decision decision = exposed.decision();
        if (decision.degraded().isPresent()) {
            degraded++;
            return;
        }
        Optional<ReplayedSlate> found = replay.replay(decision);
        if (found.isEmpty() || !usable(found.get())) {
            skipped++;
            return;
        }
        ReplayedSlate slate = found.get();
        List<Integer> ordinals = slate.items().stream().map(this::ordinal).toList();
        double weight = slate.uniform() ? uniformWeight(slate) : Double.NaN;
        List<Outcomes.Row> rows = new ArrayList<>();
        for (int slot = slate.pinned(); slot < slate.slots(); slot++) {
            int shown = slate.shown(slot);
            rows.add(new Outcomes.Row(
                    ordinals.get(shown),
                    slot + 1,
                    exposed.has(slot, reward) ? 1 : 0,
                    slate.logged(slot),
                    slate.target(shown, slot) / slate.logged(slot),
                    slate.prefixRatio(slot)));
            places.add(new Place(slate, ordinals, slot, weight));
        }
        builder.request(exposed.unit(), rows);
    }

    private int ordinal(String item) {
        return items.computeIfAbsent(item, id -> {
            ids.add(id);
            return items.size();
        });
    }

    /** Quadrature may underflow; then nothing can be divided by. */
    private static boolean usable(ReplayedSlate slate) {
        for (int slot = slate.pinned(); slot < slate.slots(); slot++) {
            if (!(slate.logged(slot) > 0) || !Double.isFinite(slate.prefixRatio(slot))) {
                return false;
            }
        }
        return true;
    }

    private static double uniformWeight(ReplayedSlate slate) {
        double atSlots = 0;
        double anywhere = 0;
        for (int slot = 0; slot < slate.slots(); slot++) {
            atSlots += slate.target(slate.shown(slot), slot);
            for (int other = 0; other < slate.slots(); other++) {
                anywhere += slate.target(slate.shown(slot), other);
            }
        }
        return PseudoInverse.uniformWeight(slate.items().size(), slate.slots(), atSlots, anywhere);
    }

    /**
     * Reads a log.
     *
     * @param reward which kind of action earns 1
     * @throws CandorException DATASET_INVALID when no slate can be replayed; what reading throws
     */
    public static ReplayedLog of(ExposureLog log, ExposureQuery query, Action.Type reward, PolicyReplay policy) {
        ReplayedLog replayed = new ReplayedLog(policy);
        long read = log.read(query, slate -> replayed.add(slate, reward));
        if (replayed.items() == 0) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID,
                    "of " + read + " slates in the log none can be replayed (" + replayed.degraded() + " degraded, "
                            + replayed.skipped()
                            + " in which nothing was drawn, or of which is not known what the policy needs)");
        }
        return replayed;
    }

    /** Returns what was added. */
    public Outcomes outcomes() {
        return builder.build();
    }

    /** Returns the id of an item by ordinal. */
    public String item(int ordinal) {
        return ids.get(ordinal);
    }

    /** Returns how many items there are. */
    public int items() {
        return items.size();
    }

    /** Returns how many slates were left out because they were degraded. */
    public int degraded() {
        return degraded;
    }

    /** Returns how many could not be replayed: nothing was drawn, or a later page, or the log lacks what the other policy needs. */
    public int skipped() {
        return skipped;
    }

    @Override
    public double expectation(int row, double[] values) {
        Place place = places.get(row);
        double sum = 0;
        for (int c = 0; c < place.items().size(); c++) {
            sum += place.slate().target(c, place.slot()) * values[place.items().get(c)];
        }
        return sum;
    }

    @Override
    public double conditional(int row, double[] values) {
        Place place = places.get(row);
        double sum = 0;
        for (int c = 0; c < place.items().size(); c++) {
            sum += place.slate().conditional(c, place.slot())
                    * values[place.items().get(c)];
        }
        return sum;
    }

    @Override
    public double slateWeight(int row) {
        return places.get(row).slateWeight();
    }

    @Override
    public double uncovered(int row) {
        return places.get(row).slate().uncovered(places.get(row).slot());
    }
}
