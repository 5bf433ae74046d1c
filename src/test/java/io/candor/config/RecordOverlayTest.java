package io.candor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.error.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordOverlayTest {
    private static final Outer BASE =
            new Outer(7, Duration.ofSeconds(3), List.of("a"), new Inner(0.5, Optional.of("x")), Map.of("k", 1));

    record Inner(double share, Optional<String> note) {
        Inner {
            if (share > 1) {
                throw new IllegalArgumentException("share must be at most 1, was " + share);
            }
        }
    }

    record Outer(int limit, Duration maxWait, List<String> names, Inner inner, Map<String, Integer> counts) {
        static Outer defaults() {
            return new Outer(1, Duration.ZERO, List.of(), new Inner(0, Optional.empty()), Map.of());
        }
    }

    record Guarded(Secret secret) {}

    record Holder(List<Guarded> guarded) {}

    @Test
    void over_emptyTree_keepsTheRecord() {
        assertEquals(Optional.of(BASE), RecordOverlay.over(BASE, Map.of(), new ArrayList<>()));
    }

    @Test
    void over_someValues_keepsTheOthersOfTheRecordNotItsDefaults() {
        Map<String, Object> tree = Map.of("max_wait", "250ms", "names", List.of("b", "c"), "inner", Map.of("share", 1));
        Outer expected =
                new Outer(7, Duration.ofMillis(250), List.of("b", "c"), new Inner(1, Optional.of("x")), Map.of("k", 1));
        assertEquals(Optional.of(expected), RecordOverlay.over(BASE, tree, new ArrayList<>()));
    }

    @Test
    void over_manyProblems_reportsAllWithPathsAndHints() {
        List<Violation> violations = new ArrayList<>();
        Map<String, Object> tree = Map.of(
                "limti", 3, "max_wait", 5L, "inner", Map.of("share", 2.0), "names", "b", "counts", Map.of("z", 1.5));
        assertEquals(Optional.empty(), RecordOverlay.over(BASE, tree, violations));
        assertEquals(
                List.of("counts.z", "inner.share", "limti", "max_wait", "names"),
                violations.stream().map(Violation::field).sorted().toList());
        assertEquals(
                List.of(new Violation("limti", "unknown key, did you mean limit?")),
                violations.stream().filter(v -> v.field().equals("limti")).toList());
    }

    @Test
    void over_recordWithSecrets_refused() {
        Holder holder = new Holder(List.of());
        assertThrows(IllegalArgumentException.class, () -> RecordOverlay.over(holder, Map.of(), new ArrayList<>()));
    }
}
