package io.candor.offpolicy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a log tells of a policy.
 *
 * @param requests how many
 * @param units how many independent ones made them
 * @param estimates the value a request by estimator ({@code ips}, {@code snips}, {@code dr}, …); unmodifiable, in the order in
 *     which they are shown
 * @param tuned the parameter that was chosen for each estimator that has one, by its name; unmodifiable
 * @param candidates what was chosen among, by its name; unmodifiable
 * @param diagnostics whether to believe it
 */
public record OffPolicyReport(
        int requests,
        int units,
        Map<String, Estimate> estimates,
        Map<String, Double> tuned,
        Map<String, List<Tuned>> candidates,
        WeightDiagnostics diagnostics) {
    /** The estimator whose number stands for the rest, when nothing speaks against it. */
    public static final String HEADLINE = "dr";

    /** The estimator of how much more the target earns than the policy of the log, from the same requests. */
    public static final String DIFFERENCE = "dr_difference";

    /** Those that weigh whole slates, or the beginnings of slates. */
    private static final Set<String> OF_SLATES = Set.of("sips", "snsips", "rips", "snrips", "cascade_dr");

    /**
     * An estimate with a parameter.
     *
     * @param parameter of the estimator
     * @param estimate with a normal interval
     */
    public record Tuned(double parameter, Estimate estimate) {}

    public OffPolicyReport {
        estimates = Collections.unmodifiableMap(new LinkedHashMap<>(estimates));
        tuned = Collections.unmodifiableMap(new LinkedHashMap<>(tuned));
        candidates = Collections.unmodifiableMap(new LinkedHashMap<>(candidates));
    }

    /**
     * Returns whether an estimate may be relied upon. Weights of whole slates are spread so much more than those of items that nothing
     * may be left of them where the others tell enough.
     */
    public boolean tells(String estimator) {
        return diagnostics.objections().isEmpty() && (diagnostics.tellsOfSlates() || !OF_SLATES.contains(estimator));
    }
}
