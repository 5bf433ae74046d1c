package io.candor.experiment;

import io.candor.error.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Experiments from documents written with single quotes. */
final class Documents {
    private static final long NOW = 1_700_000_000_000L;

    private Documents() {}

    static Experiment document(String json) {
        List<Violation> violations = new ArrayList<>();
        return ExperimentCodec.read(bytes(json), "", violations)
                .orElseThrow(() -> new AssertionError(violations.toString()));
    }

    static List<Violation> violations(String json) {
        List<Violation> violations = new ArrayList<>();
        ExperimentCodec.read(bytes(json), "", violations);
        return violations;
    }

    static AllottedExperiment allotted(String json, Collection<AllottedExperiment> all) {
        return allotted(document(json), all);
    }

    static AllottedExperiment allotted(Experiment document, Collection<AllottedExperiment> all) {
        List<Violation> violations = new ArrayList<>();
        return Allotment.allot(document, all, NOW, violations)
                .orElseThrow(() -> new AssertionError(violations.toString()));
    }

    /** Returns the experiments of the documents, allotted one after another. */
    static List<AllottedExperiment> allotted(String... documents) {
        List<AllottedExperiment> all = new ArrayList<>();
        for (String json : documents) {
            all.add(allotted(json, all));
        }
        return all;
    }

    static Experiments running(String... documents) {
        return Experiments.of(allotted(documents), List.of("home", "similar"));
    }

    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
