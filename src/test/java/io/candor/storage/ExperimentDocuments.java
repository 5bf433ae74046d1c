package io.candor.storage;

import io.candor.error.Violation;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Documents of experiments for tests. */
final class ExperimentDocuments {
    private ExperimentDocuments() {}

    /** Reads a document; quotes are written as {@code '}. */
    static Experiment read(String json) {
        List<Violation> violations = new ArrayList<>();
        return ExperimentCodec.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "", violations)
                .orElseThrow(() -> new AssertionError(violations));
    }

    /** Returns an enabled one with the arms a and b, of a share of its layer. */
    static Experiment twoArms(String id, String layer, double coverage) {
        return read("{'id': '" + id + "', 'layer': '" + layer + "', 'coverage': " + coverage
                + ", 'enabled': true, 'variants': [{'id': 'a'}, {'id': 'b'}]}");
    }

    /** Returns the same with one more weight for b. */
    static Experiment heavier(String id, String layer, double weight) {
        return read("{'id': '" + id + "', 'layer': '" + layer
                + "', 'enabled': true, 'variants': [{'id': 'a'}, {'id': 'b', 'weight': " + weight + "}]}");
    }
}
