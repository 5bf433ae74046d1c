package io.candor.experiment;

import io.candor.config.NearestName;
import io.candor.error.Violation;
import java.util.Collection;
import java.util.List;

/** What must hold between a document and the configuration it is to run under. Pure functions. */
public final class ExperimentRules {
    private ExperimentRules() {}

    /**
     * Checks the placements and the overrides of each variant on each placement they could apply to.
     *
     * @param placements names of the configured ones
     * @param check binds overrides
     * @param violations what is wrong is added here, once per variant and path
     */
    public static void check(
            Experiment experiment, Collection<String> placements, OverrideCheck check, List<Violation> violations) {
        List<String> named = experiment.audience().placements();
        for (int i = 0; i < named.size(); i++) {
            if (!placements.contains(named.get(i))) {
                String hint = NearestName.of(named.get(i), placements)
                        .map(near -> ", did you mean \"" + near + "\"?")
                        .orElse("");
                violations.add(new Violation(
                        "placements[" + i + "]", "there is no placement \"" + named.get(i) + "\"" + hint));
            }
        }
        List<Variant> variants = experiment.variants();
        for (int i = 0; i < variants.size(); i++) {
            String path = "variants[" + i + "].overrides";
            for (String placement : placements) {
                if (experiment.touches(placement)
                        && !variants.get(i).overrides().isEmpty()) {
                    check.problems(placement, variants.get(i).overrides()).stream()
                            .map(v -> new Violation(v.field().isEmpty() ? path : path + "." + v.field(), v.message()))
                            .filter(v -> !violations.contains(v))
                            .forEach(violations::add);
                }
            }
        }
    }
}
