package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AllotmentTest {
    private static final String TWO_ARMS =
            "{'id':'e','coverage':%s,'variants':[{'id':'a','weight':%s},{'id':'b','weight':%s}]}";
    private static final int TENTH = BucketRange.BUCKETS / 10;

    @Test
    void allot_halfToSixty_movesTenPercentInOneDirection() {
        AllottedExperiment before = Documents.allotted(TWO_ARMS.formatted("1", "50", "50"), List.of());
        AllottedExperiment after = Documents.allotted(TWO_ARMS.formatted("1", "60", "40"), List.of(before));
        assertEquals(Map.of("b>a", TENTH), moves(before, after));
        AllottedExperiment back = Documents.allotted(TWO_ARMS.formatted("1", "50", "50"), List.of(after));
        assertEquals(Map.of("a>b", TENTH), moves(after, back));
        assertEquals(3, back.epochs().size());
    }

    @Test
    void allot_threeArmsReweighted_movesTheFewest() {
        String three = "{'id':'e','variants':[{'id':'a','weight':%s},{'id':'b','weight':%s},{'id':'c','weight':%s}]}";
        AllottedExperiment before = Documents.allotted(three.formatted("4", "4", "2"), List.of());
        AllottedExperiment after = Documents.allotted(three.formatted("5", "2", "3"), List.of(before));
        assertEquals(Map.of("b>a", TENTH, "b>c", TENTH), moves(before, after));
    }

    /** Whatever the changes, exactly Σ max(0, old − new) buckets change hands, and each arm has what it should. */
    @Test
    void resized_anySequenceOfSizes_movesTheFewest() {
        SplittableRandom random = new SplittableRandom(3);
        Allocation allocation = new Allocation(List.of(), List.of());
        for (int change = 0; change < 200; change++) {
            Map<String, Integer> sizes = new LinkedHashMap<>();
            int open = BucketRange.BUCKETS;
            for (int arm = 0; arm < random.nextInt(1, 7); arm++) {
                int size = random.nextInt(open + 1);
                sizes.put("arm" + arm, size);
                open -= size;
            }
            Allocation resized = allocation.resized(sizes);
            Map<String, Integer> old = sizes(allocation);
            int least = old.entrySet().stream()
                    .mapToInt(e -> Math.max(0, e.getValue() - sizes.getOrDefault(e.getKey(), 0)))
                    .sum();
            int left = moves(allocation, resized).entrySet().stream()
                    .filter(move -> !move.getKey().startsWith(">"))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            sizes.values().removeIf(size -> size == 0);
            assertEquals(sizes, sizes(resized));
            assertEquals(least, left);
            allocation = resized;
        }
    }

    @Test
    void allot_coverageGrows_movesNobodyWhoIsIn() {
        SplittableRandom random = new SplittableRandom(4);
        String namespace = "{'id':'e','coverage':%s,'namespace':{'start':0.2,'end':0.7},'holdout':0.1,"
                + "'variants':[{'id':'a','weight':1},{'id':'b','weight':2},{'id':'c','weight':0.3}]}";
        AllottedExperiment before = Documents.allotted(namespace.formatted("0.0001"), List.of());
        for (int tenThousandths = 1; tenThousandths < 10_000; tenThousandths += random.nextInt(1, 400)) {
            AllottedExperiment after =
                    Documents.allotted(namespace.formatted(tenThousandths / 10_000.0), List.of(before));
            moves(before, after).keySet().forEach(move -> assertTrue(move.startsWith(">"), move));
            before = after;
        }
        AllottedExperiment free = Documents.allotted(TWO_ARMS.formatted("0.1", "1", "1"), List.of());
        AllottedExperiment grown = Documents.allotted(TWO_ARMS.formatted("0.35", "1", "1"), List.of(free));
        assertEquals(Map.of(), moves(free, grown));
        assertTrue(segments(grown).containsAll(segments(free)));
        assertEquals(3_500, segments(grown).size());
        assertEquals(segments(free), segments(Documents.allotted(TWO_ARMS.formatted("0.1", "1", "1"), List.of(grown))));
    }

    @Test
    void allot_experimentsOfOneLayer_excludeEachOther() {
        String part = "{'id':'%s','coverage':%s,'variants':[{'id':'a'}]}";
        List<AllottedExperiment> all = Documents.allotted(
                part.formatted("one", 0.3),
                "{'id':'two','namespace':{'start':0.5,'end':0.8},'variants':[{'id':'a'}]}",
                part.formatted("three", 0.4));
        Set<Integer> taken = new TreeSet<>();
        for (AllottedExperiment experiment : all) {
            segments(experiment)
                    .forEach(segment -> assertTrue(taken.add(segment), experiment.id() + " shares " + segment));
        }
        assertEquals(SegmentRange.SEGMENTS, taken.size());
        assertEquals(
                List.of(new Violation("coverage", "must be at most 0.0, what is free in layer \"default\", was 0.01")),
                violations(part.formatted("four", 0.01), all));
        assertEquals(
                List.of(new Violation(
                        "namespace", "overlaps with that of \"one\" in layer \"default\", which has 0.0 to 0.3")),
                violations("{'id':'five','namespace':{'start':0.1,'end':0.2},'variants':[{'id':'a'}]}", all));
        assertEquals(
                1,
                Documents.allotted("{'id':'six','layer':'other','variants':[{'id':'a'}]}", all)
                        .allocation()
                        .segments()
                        .size());
    }

    @Test
    void allot_otherLayerSaltOrHashing_beginsAnew() {
        AllottedExperiment before = Documents.allotted(TWO_ARMS.formatted("1", "1", "1"), List.of());
        AllottedExperiment reweighted = Documents.allotted(TWO_ARMS.formatted("1", "3", "1"), List.of(before));
        AllottedExperiment salted = Documents.allotted(
                TWO_ARMS.formatted("1", "1", "1").replace("{'id':'e'", "{'id':'e','salt':'s'"), List.of(reweighted));
        assertEquals(before.allocation(), salted.allocation());
        assertEquals(3, salted.epochs().size());
        assertEquals(
                reweighted.epochs(),
                Documents.allotted(reweighted.document().withEnabled(true), List.of(reweighted))
                        .epochs(),
                "a toggle is no epoch");
    }

    @Test
    void allot_otherShares_epochsAscendWhateverTheClockDoes() {
        List<AllottedExperiment> all = List.of();
        for (long now : List.of(5_000L, 6_000L, 6_001L, 2_000L)) {
            Experiment document = Documents.document(TWO_ARMS.formatted(
                    "1", 2 + all.stream().mapToInt(e -> e.epochs().size()).sum(), "1"));
            all = List.of(Allotment.allot(document, all, now, new ArrayList<>()).orElseThrow());
        }
        long grace = Allotment.EPOCH_GRACE_MILLIS;
        assertEquals(
                List.of(5_000L, 6_000 + grace, 6_001 + grace, 6_002 + grace),
                all.getFirst().epochs().stream()
                        .map(AllottedExperiment.Epoch::sinceMillis)
                        .toList());
    }

    @Test
    void allot_sdkHashing_laysOutAsTheSdkDoes() {
        AllottedExperiment experiment = Documents.allotted(
                "{'id':'e','hashing':'growthbook','coverage':0.2,'variants':[{'id':'a','weight':0.2},"
                        + "{'id':'b','weight':0.3},{'id':'c','weight':0.5}]}",
                List.of());
        assertEquals(
                List.of(
                        new BucketRange(0, 401_000, "a"), // 0.2 · 0.2 > 0.04, and so 0.04 is in
                        new BucketRange(2_000_000, 2_600_000, "b"),
                        new BucketRange(5_000_000, 6_000_000, "c")),
                experiment.allocation().arms());
        assertEquals(
                List.of(new SegmentRange(0, SegmentRange.SEGMENTS)),
                experiment.allocation().segments());
        assertEquals(
                List.of(new Violation("hashing", "must be growthbook as of \"e\" in the same layer")),
                violations("{'id':'f','coverage':0,'variants':[{'id':'a'}]}", List.of(experiment)));
    }

    @Test
    void allot_enabledExperimentsThatOverrideTheSame_refused() {
        String overriding = "{'id':'%s','layer':'%s','enabled':%s,'placements':['%s'],'coverage':0.5,"
                + "'variants':[{'id':'a'},{'id':'b','overrides':{'ranking':%s}}]}";
        List<AllottedExperiment> all = Documents.allotted(
                overriding.formatted("one", "x", "true", "home", "{'season_boost':1,'diversity':{'lambda':0.5}}"));
        String same = overriding.formatted("two", "y", "true", "home", "{'diversity':{'lambda':0.7}}");
        assertEquals(
                List.of(new Violation(
                        "variants", "override ranking.diversity.lambda, as \"one\" of another layer does")),
                violations(same, all));
        assertEquals(List.of(), violations(same.replace("'y'", "'x'"), all), "they exclude each other");
        assertEquals(List.of(), violations(same.replace("home", "similar"), all), "they never meet");
        assertEquals(List.of(), violations(same.replace("true", "false"), all), "it is off");
        assertEquals(
                1,
                violations(same.replace("{'diversity':{'lambda':0.7}}", "{'diversity':{}}"), all)
                        .size());
    }

    @Test
    void allot_tooManyEpochs_refused() {
        AllottedExperiment experiment = Documents.allotted(TWO_ARMS.formatted("1", "1", "1"), List.of());
        for (int i = 2; i <= Allotment.MAX_EPOCHS; i++) {
            experiment = Documents.allotted(TWO_ARMS.formatted("1", i, "1"), List.of(experiment));
        }
        assertEquals(
                "variants",
                violations(TWO_ARMS.formatted("1", "1", "2"), List.of(experiment))
                        .getFirst()
                        .field());
    }

    @Test
    void epochAt_times_findsTheOneThatHeld() {
        AllottedExperiment first = Documents.allotted(TWO_ARMS.formatted("1", "1", "1"), List.of());
        List<AllottedExperiment.Epoch> epochs = new ArrayList<>(first.epochs());
        epochs.add(new AllottedExperiment.Epoch(epochs.getFirst().sinceMillis() + 10, Map.of("a", 1.0)));
        AllottedExperiment later = new AllottedExperiment(first.document(), first.allocation(), epochs);
        long since = epochs.getFirst().sinceMillis();
        assertEquals(
                List.of(0, 0, 0, 1, 1),
                List.of(-5L, 0L, 9L, 10L, 11L).stream()
                        .map(offset -> later.epochAt(since + offset))
                        .toList());
    }

    private static List<Violation> violations(String json, List<AllottedExperiment> all) {
        List<Violation> violations = new ArrayList<>();
        Allotment.allot(Documents.document(json), all, 0, violations);
        return violations;
    }

    private static Map<String, Integer> moves(AllottedExperiment before, AllottedExperiment after) {
        return moves(before.allocation(), after.allocation());
    }

    /** Counts the buckets whose arm changed, by "old>new". */
    private static Map<String, Integer> moves(Allocation before, Allocation after) {
        Set<Integer> cuts = new TreeSet<>(List.of(0, BucketRange.BUCKETS));
        List.of(before, after)
                .forEach(allocation -> allocation.arms().forEach(range -> {
                    cuts.add(range.from());
                    cuts.add(range.to());
                }));
        Map<String, Integer> moves = new LinkedHashMap<>();
        int from = 0;
        for (int to : cuts) {
            String move = before.arm(from) + ">" + after.arm(from);
            if (to > from && !before.arm(from).equals(after.arm(from))) {
                moves.merge(move, to - from, Integer::sum);
            }
            from = to;
        }
        return Collections.unmodifiableMap(moves);
    }

    private static Map<String, Integer> sizes(Allocation allocation) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        allocation.arms().forEach(range -> sizes.merge(range.arm(), range.size(), Integer::sum));
        return sizes;
    }

    private static Set<Integer> segments(AllottedExperiment experiment) {
        Set<Integer> segments = new TreeSet<>();
        for (SegmentRange range : experiment.allocation().segments()) {
            for (int segment = range.from(); segment < range.to(); segment++) {
                segments.add(segment);
            }
        }
        return segments;
    }
}
