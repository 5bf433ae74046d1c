package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArmCountsTest {
    private final Set<String> experiments = new HashSet<>(Set.of("a", "b"));
    private final ArmCounts counts = new ArmCounts(() -> experiments);

    @Test
    void record_slatesOfSeveralArms_countsEachArmOfEach() {
        counts.record(Map.of());
        counts.record(Map.of("a", "one"));
        counts.record(Map.of("a", "one", "b", "x"));
        counts.record(Map.of("a", "two"));
        assertEquals(Map.of("a/one", 2.0, "a/two", 1.0, "b/x", 1.0), told());
    }

    @Test
    void collect_experimentIsGone_forgetsItsArms() {
        counts.record(Map.of("a", "one", "b", "x"));
        experiments.remove("a");
        assertEquals(Map.of("b/x", 1.0), told());
        experiments.add("a");
        counts.record(Map.of("a", "one"));
        assertEquals(Map.of("a/one", 1.0, "b/x", 1.0), told());
    }

    @Test
    void record_moreArmsThanTheBound_countsTheRestTogether() {
        for (int i = 0; i < ArmCounts.MAX_ARMS + 7; i++) {
            counts.record(Map.of("a", "arm-" + i));
        }
        Map<String, Double> told = told();
        assertEquals(ArmCounts.MAX_ARMS + 1, told.size());
        assertEquals(7.0, told.get("other/other"));
        experiments.remove("a");
        counts.record(Map.of("a", "late"));
        assertEquals(Map.of("other/other", 8.0), told(), "an arm beyond the bound counts as other");
        counts.record(Map.of("b", "x"));
        assertEquals(1.0, told().get("b/x"), "what is gone leaves its room");
    }

    private Map<String, Double> told() {
        Map<String, Double> told = new TreeMap<>();
        for (CounterDataPointSnapshot point : counts.collect().getDataPoints()) {
            told.put(
                    point.getLabels().get("experiment") + "/"
                            + point.getLabels().get("arm"),
                    point.getValue());
        }
        return told;
    }
}
