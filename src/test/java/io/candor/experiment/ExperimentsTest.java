package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.Violation;
import io.candor.event.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
    private static final Subject ADA = Subject.user("ada");
    private static final String ALL =
            "{'id':'all','enabled':true,'variants':[{'id':'only','overrides':{'limit':5}}]%s}";

    @Test
    void assign_targeting_followsConditions() {
        Experiments experiments = Documents.running(ALL.formatted(",'targeting':{'subjects':['user'],"
                + "'all':[{'attribute':'device','values':['phone','tablet']}],"
                + "'any':[{'attribute':'country','values':['de']},{'attribute':'beta','values':['yes']}],"
                + "'none':[{'attribute':'bot','values':['yes']}]}"));
        Map<String, String> fits = Map.of("device", "phone", "country", "de");
        assertTrue(assigned(experiments, ADA, fits));
        assertTrue(assigned(experiments, ADA, Map.of("device", "tablet", "beta", "yes", "bot", "no")));
        assertFalse(assigned(experiments, Subject.session("ada"), fits));
        assertFalse(assigned(experiments, ADA, Map.of("device", "tv", "country", "de")));
        assertFalse(assigned(experiments, ADA, Map.of("device", "phone", "country", "fr")));
        assertFalse(assigned(experiments, ADA, Map.of("device", "phone", "beta", "yes", "bot", "yes")));
        assertFalse(assigned(experiments, ADA, Map.of()));
    }

    @Test
    void assign_placementTimeOrSwitch_respected() {
        Experiments experiments =
                Documents.running(ALL.formatted(",'placements':['home'],'starts_at':1000,'ends_at':2000"));
        assertEquals(0, assign(experiments, "home", ADA, 999).size());
        assertEquals(1, assign(experiments, "home", ADA, 1_000).size());
        assertEquals(1, assign(experiments, "home", ADA, 1_999).size());
        assertEquals(0, assign(experiments, "home", ADA, 2_000).size());
        assertSame(Assignment.NONE, assign(experiments, "similar", ADA, 1_500));
        assertSame(Assignment.NONE, assign(experiments, "elsewhere", ADA, 1_500));
        assertSame(Assignment.NONE, assign(experiments, "home", Subject.NOBODY, 1_500));
        assertSame(Assignment.NONE, assign(Experiments.NONE, "home", ADA, 1_500));
        Experiments off = Documents.running(ALL.formatted("").replace("true", "false"));
        assertSame(Assignment.NONE, assign(off, "home", ADA, 0));
    }

    @Test
    void assign_userAndSessionOfOneName_differentUnits() {
        Experiments experiments = Documents.running("{'id':'e','enabled':true,'variants':[{'id':'a'},{'id':'b'}]}");
        int differ = 0;
        for (int i = 0; i < 1_000; i++) {
            Map<String, String> user =
                    assign(experiments, "home", Subject.user("" + i), 0).variants();
            differ += user.equals(assign(experiments, "home", Subject.session("" + i), 0)
                            .variants())
                    ? 0
                    : 1;
        }
        assertEquals(500, differ, 5 * Math.sqrt(250));
    }

    @Test
    void assign_weightsAndHoldout_sharesOfUnits() {
        Experiments experiments = Documents.running("{'id':'e','enabled':true,'coverage':0.5,'holdout':0.2,"
                + "'variants':[{'id':'a','weight':3},{'id':'b','weight':1,'overrides':{'limit':3}}]}");
        int units = 100_000;
        Map<Map<String, String>, Integer> counts = new HashMap<>();
        for (int i = 0; i < units; i++) {
            Assignment assignment = assign(experiments, "home", Subject.user("u" + i), 0);
            counts.merge(assignment.variants(), 1, Integer::sum);
            if (assignment.variants().containsValue(Experiment.HOLDOUT)) {
                assertEquals(0, assignment.combination());
            }
        }
        assertShare(0.5, units, counts.getOrDefault(Map.of(), 0));
        assertShare(0.5 * 0.2, units, counts.getOrDefault(Map.of("e", Experiment.HOLDOUT), 0));
        assertShare(0.5 * 0.8 * 0.75, units, counts.getOrDefault(Map.of("e", "a"), 0));
        assertShare(0.5 * 0.8 * 0.25, units, counts.getOrDefault(Map.of("e", "b"), 0));
    }

    @Test
    void assign_oneLayer_neverTwoExperiments() {
        Experiments experiments = Documents.running(
                "{'id':'one','enabled':true,'coverage':0.4,'variants':[{'id':'a'}]}",
                "{'id':'two','enabled':true,'coverage':0.6,'variants':[{'id':'a'}]}",
                "{'id':'three','layer':'other','enabled':true,'coverage':0.5,'variants':[{'id':'a'}]}");
        int units = 20_000;
        Map<Map<String, String>, Integer> counts = new HashMap<>();
        for (int i = 0; i < units; i++) {
            counts.merge(assign(experiments, "home", Subject.user("u" + i), 0).variants(), 1, Integer::sum);
        }
        assertEquals(4, counts.size(), counts.toString());
        assertShare(0.2, units, counts.getOrDefault(Map.of("one", "a"), 0));
        assertShare(0.3, units, counts.getOrDefault(Map.of("two", "a", "three", "a"), 0));
    }

    @Test
    void armOf_anyBucket_equalsTheAllocation() {
        SplittableRandom random = new SplittableRandom(5);
        AllottedExperiment experiment = null;
        String json = "{'id':'e','namespace':{'start':0,'end':1},'coverage':%s,'variants':[{'id':'a','weight':%d},"
                + "{'id':'b','weight':%d},{'id':'c','weight':%d}]}";
        for (int change = 0; change < 20; change++) {
            experiment = Documents.allotted(
                    json.formatted(
                            random.nextInt(1, 9) / 10.0,
                            random.nextInt(1, 9),
                            random.nextInt(1, 9),
                            random.nextInt(1, 9)),
                    experiment == null ? List.of() : List.of(experiment));
            CompiledExperiment compiled = new CompiledExperiment(experiment);
            for (int i = 0; i < 1_000; i++) {
                int bucket = random.nextInt(BucketRange.BUCKETS);
                int arm = compiled.armOf(bucket);
                String variant = arm < 0 ? "" : compiled.arms().get(arm).variant();
                assertEquals(experiment.allocation().arm(bucket), variant);
            }
        }
    }

    @Test
    void assign_forcedArm_beatsEverythingButThePlacement() {
        Experiments experiments = Documents.running(
                "{'id':'off','placements':['home'],'coverage':0.5,'targeting':{'subjects':['session']},"
                        + "'variants':[{'id':'a'},{'id':'b','overrides':{'limit':3}}]}",
                "{'id':'on','enabled':true,'coverage':0.5,'variants':[{'id':'a'}]}");
        Map<String, String> forced = Map.of("off", "b");
        Assignment assignment = experiments.assign("home", ADA, ADA.hash(), Map.of(), forced, 0);
        assertEquals(Map.of("off", "b"), assignment.variants());
        assertTrue(assignment.forced(0));
        assertTrue(assignment.anyForced());
        assertEquals(-1, assignment.bucket(0));
        assertEquals(Map.of("limit", 3L), experiments.overrides("home", assignment.combination()));
        assertEquals(
                forced,
                experiments
                        .assign("home", Subject.NOBODY, 0, Map.of(), forced, 0)
                        .variants());
        Assignment elsewhere = experiments.assign("similar", ADA, ADA.hash(), Map.of(), forced, 0);
        assertFalse(elsewhere.anyForced());
        assertEquals(
                Map.of("on", Experiment.HOLDOUT),
                experiments
                        .assign("home", Subject.NOBODY, 0, Map.of(), Map.of("on", Experiment.HOLDOUT), 0)
                        .variants());
    }

    @Test
    void checkForced_unknownNamesOrOneLayerTwice_violations() {
        Experiments experiments = Documents.running(
                "{'id':'first','coverage':0.5,'variants':[{'id':'a'},{'id':'b'}]}",
                "{'id':'second','coverage':0.5,'variants':[{'id':'a'}]}",
                "{'id':'third','layer':'other','variants':[{'id':'a'}]}");
        assertEquals(List.of(), experiments.checkForced(Map.of("first", "b", "third", "a")));
        assertEquals(
                List.of(
                        new Violation("frist", "there is no such experiment, did you mean \"first\"?"),
                        new Violation("third", "must be one of a, holdout")),
                experiments.checkForced(Map.of("frist", "a", "third", "c")));
        assertEquals(
                List.of(new Violation("second", "excludes \"first\", which is of the same layer")),
                experiments.checkForced(Map.of("first", "a", "second", "a")));
    }

    @Test
    void combination_armsOfThreeLayers_mergesWhatEachOverrides() {
        Experiments experiments = Documents.running(
                "{'id':'p','layer':'1','enabled':true,'variants':[{'id':'a'},{'id':'b','overrides':{'limit':3}}]}",
                "{'id':'q','layer':'2','enabled':true,'variants':[{'id':'a','overrides':{'ranking':{'season_boost':1.0}}},"
                        + "{'id':'b','overrides':{'ranking':{'season_boost':2.0}}}]}",
                "{'id':'r','layer':'3','enabled':true,'variants':[{'id':'a'},"
                        + "{'id':'b','overrides':{'ranking':{'diversity':{'lambda':0.5}}}}]}");
        Map<Long, Map<String, Object>> seen = new HashMap<>();
        for (int i = 0; i < 500; i++) {
            Assignment assignment = assign(experiments, "home", Subject.user("u" + i), 0);
            Map<String, Object> expected = Map.of();
            for (int a = 0; a < assignment.size(); a++) {
                expected = OverrideTree.merge(expected, assignment.arm(a).overrides());
            }
            assertEquals(expected, experiments.overrides("home", assignment.combination()));
            seen.put(assignment.combination(), expected);
        }
        assertEquals(8, seen.size());
        assertEquals(8, seen.values().stream().distinct().count());
    }

    @Test
    void variantConfigs_oneCombination_boundOnce() {
        Experiments experiments = Documents.running(
                "{'id':'e','enabled':true,'variants':[{'id':'a'},{'id':'b','overrides':{'limit':3}}]}");
        List<Map<String, Object>> bound = new ArrayList<>();
        VariantConfigs<String> configs = new VariantConfigs<>(experiments, (placement, overrides) -> {
            bound.add(overrides);
            return placement + overrides;
        });
        assertEquals("home{}", configs.of("home", Assignment.NONE));
        for (int i = 0; i < 50; i++) {
            Assignment assignment = assign(experiments, "home", Subject.user("u" + i), 0);
            assertEquals(assignment.combination() == 0 ? "home{}" : "home{limit=3}", configs.of("home", assignment));
        }
        assertEquals(2, bound.size());
        assertEquals("similar{}", configs.of("similar", Assignment.NONE));
    }

    private static boolean assigned(Experiments experiments, Subject subject, Map<String, String> attributes) {
        return experiments
                        .assign("home", subject, subject.hash(), attributes, Map.of(), 0)
                        .size()
                == 1;
    }

    private static Assignment assign(Experiments experiments, String placement, Subject subject, long now) {
        return experiments.assign(placement, subject, subject.hash(), Map.of(), Map.of(), now);
    }

    private static void assertShare(double share, int units, int count) {
        assertEquals(share * units, count, 4.5 * Math.sqrt(units * share * (1 - share)));
    }
}
