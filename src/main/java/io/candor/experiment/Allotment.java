package io.candor.experiment;

import io.candor.error.Violation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives experiments their places: segments of the layer, buckets of each arm.
 *
 * <p>In a layer, experiments exclude each other, and a place is kept as long as the document is stored, enabled or not, so
 * that a toggle always finds it. Without a namespace an experiment is allotted free segments of the layer, as many as its
 * coverage; when coverage grows it gets more of them, when it shrinks it gives up the last ones. With a namespace it has
 * exactly that, and coverage is the share of its buckets that belong to an arm. Either way growing coverage moves nobody who
 * is in, and new weights move the fewest units ({@link Allocation#resized}).
 *
 * <p>Differs for {@code growthbook} and {@code planout}: the namespace defaults to the whole layer, and buckets are laid out
 * from the weights as those SDKs do, so that a front-end finds the same arm; there new weights do move units.
 *
 * <p>Pure; the caller sees to it that no other change happens between reading {@code all} and storing the result.
 */
public final class Allotment {
    /** Most changes of the shares an experiment may have; after that, begin another. */
    public static final int MAX_EPOCHS = 100;

    /** Most layers that may touch a placement. */
    public static final int MAX_LAYERS = 32;

    /** A change of the shares counts from so long after it was made: replicas follow within tens of milliseconds. */
    static final long EPOCH_GRACE_MILLIS = 100;

    private final Experiment document;
    private final Optional<AllottedExperiment> previous;
    private final List<AllottedExperiment> others;
    private final List<Violation> violations;

    private Allotment(Experiment document, Collection<AllottedExperiment> all, List<Violation> violations) {
        this.document = document;
        this.violations = violations;
        this.previous = all.stream().filter(e -> e.id().equals(document.id())).findFirst();
        this.others = all.stream().filter(e -> !e.id().equals(document.id())).toList();
    }

    /**
     * Gives an experiment its place, or another after a change; a toggle is a change too.
     *
     * @param document what is wanted; replaces the experiment of the same id
     * @param all every stored experiment, the one of the same id included
     * @param nowMillis epoch milliseconds of the change
     * @param violations what is wrong is added here
     * @return what to store, or empty when something was added
     */
    public static Optional<AllottedExperiment> allot(
            Experiment document, Collection<AllottedExperiment> all, long nowMillis, List<Violation> violations) {
        return new Allotment(document, all, violations).allot(nowMillis);
    }

    private Optional<AllottedExperiment> allot(long nowMillis) {
        int before = violations.size();
        checkHashing();
        List<SegmentRange> segments = violations.size() == before ? segments() : List.of();
        checkOverrides();
        Allocation allocation = arms(segments);
        List<AllottedExperiment.Epoch> epochs = epochs(allocation, nowMillis);
        checkCombinations();
        return violations.size() == before
                ? Optional.of(new AllottedExperiment(document, allocation, epochs))
                : Optional.empty();
    }

    private void checkHashing() {
        for (AllottedExperiment other : ofLayer()) {
            if (other.document().bucketing().hashing() != document.bucketing().hashing()) {
                violations.add(new Violation(
                        "hashing",
                        "must be " + other.document().bucketing().hashing().wire() + " as of \"" + other.id()
                                + "\" in the same layer"));
                return;
            }
        }
    }

    private List<AllottedExperiment> ofLayer() {
        String layer = document.bucketing().layer();
        return others.stream()
                .filter(other -> other.document().bucketing().layer().equals(layer))
                .toList();
    }

    private List<SegmentRange> segments() {
        Bucketing bucketing = document.bucketing();
        if (bucketing.namespace().isPresent() || bucketing.hashing() != Hashing.CANDOR) {
            SegmentRange wanted = bucketing.namespace().orElse(new SegmentRange(0, SegmentRange.SEGMENTS));
            checkFree(wanted);
            return List.of(wanted);
        }
        BitSet taken = new BitSet(SegmentRange.SEGMENTS);
        ofLayer().forEach(other -> other.allocation().segments().forEach(r -> taken.set(r.from(), r.to())));
        int wanted = Segments.count(bucketing.coverage());
        int free = SegmentRange.SEGMENTS - taken.cardinality();
        if (wanted > free) {
            violations.add(new Violation(
                    "coverage",
                    "must be at most " + Segments.share(free) + ", what is free in layer \"" + bucketing.layer()
                            + "\", was " + bucketing.coverage()));
            return List.of();
        }
        return Segments.grown(kept(), taken, wanted);
    }

    /** Returns the segments it has, unless it moves to another layer. */
    private List<SegmentRange> kept() {
        return previous.filter(p -> p.document()
                        .bucketing()
                        .layer()
                        .equals(document.bucketing().layer()))
                .map(p -> p.allocation().segments())
                .orElse(List.of());
    }

    private void checkFree(SegmentRange wanted) {
        for (AllottedExperiment other : ofLayer()) {
            for (SegmentRange range : other.allocation().segments()) {
                if (range.overlaps(wanted)) {
                    violations.add(new Violation(
                            "namespace",
                            "overlaps with that of \"" + other.id() + "\" in layer \""
                                    + document.bucketing().layer() + "\", which has " + Segments.text(range)));
                    return;
                }
            }
        }
    }

    private Allocation arms(List<SegmentRange> segments) {
        Bucketing bucketing = document.bucketing();
        if (bucketing.hashing() != Hashing.CANDOR) {
            return new Allocation(segments, SdkLayout.of(document));
        }
        List<BucketRange> old = previous.filter(p -> p.document().bucketing().sameBuckets(bucketing))
                .map(p -> p.allocation().arms())
                .orElse(List.of());
        return new Allocation(segments, old).resized(ArmSizes.of(document));
    }

    private List<AllottedExperiment.Epoch> epochs(Allocation allocation, long nowMillis) {
        List<AllottedExperiment.Epoch> epochs =
                new ArrayList<>(previous.map(AllottedExperiment::epochs).orElse(List.of()));
        Map<String, Double> shares = allocation.shares();
        boolean same = !epochs.isEmpty()
                && epochs.getLast().shares().equals(shares)
                && previous.filter(p -> p.document().bucketing().sameBuckets(document.bucketing()))
                        .isPresent();
        if (!same) {
            epochs.add(new AllottedExperiment.Epoch(since(epochs, nowMillis), shares));
        }
        if (epochs.size() > MAX_EPOCHS) {
            violations.add(new Violation(
                    "variants", "have changed their shares " + MAX_EPOCHS + " times; begin another experiment"));
        }
        return epochs;
    }

    /** Epochs ascend, also where clocks do not. */
    private static long since(List<AllottedExperiment.Epoch> before, long nowMillis) {
        return before.isEmpty()
                ? nowMillis
                : Math.max(nowMillis + EPOCH_GRACE_MILLIS, before.getLast().sinceMillis() + 1);
    }

    /** Two enabled experiments of different layers, which may meet, must not override the same. */
    private void checkOverrides() {
        if (!document.enabled()) {
            return;
        }
        Map<String, Set<String>> taken = new LinkedHashMap<>();
        others.stream()
                .filter(other -> other.document().enabled() && meets(other.document()))
                .forEach(other -> taken.put(other.id(), leaves(other.document())));
        for (String leaf : leaves(document)) {
            taken.forEach((id, leaves) -> {
                if (leaves.stream().anyMatch(other -> OverrideTree.overlap(leaf, other))) {
                    violations.add(new Violation(
                            "variants", "override " + leaf + ", as \"" + id + "\" of another layer does"));
                }
            });
        }
    }

    private boolean meets(Experiment other) {
        List<String> placements = document.audience().placements();
        return !other.bucketing().layer().equals(document.bucketing().layer())
                && (placements.isEmpty()
                        || other.audience().placements().isEmpty()
                        || placements.stream().anyMatch(other::touches));
    }

    private static Set<String> leaves(Experiment experiment) {
        return OverrideTree.leaves(
                experiment.variants().stream().map(Variant::overrides).toList());
    }

    /** What every placement could see at most must fit the numbers of combinations. */
    private void checkCombinations() {
        Map<String, Integer> digits = new LinkedHashMap<>();
        others.forEach(other -> count(other.document(), digits));
        count(document, digits);
        double combinations = digits.values().stream().mapToDouble(n -> n + 1).reduce(1, (a, b) -> a * b);
        if (digits.size() > MAX_LAYERS) {
            violations.add(
                    new Violation("layer", "must be one of the " + MAX_LAYERS + " layers at most that there may be"));
        } else if (combinations > Long.MAX_VALUE / 2d) {
            violations.add(new Violation("variants", "combine with those of other layers in more than 2^62 ways"));
        }
    }

    private static void count(Experiment experiment, Map<String, Integer> digits) {
        digits.merge(experiment.bucketing().layer(), experiment.variants().size(), Integer::sum);
    }
}
