package io.candor.ranking;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why an item has its score: terms by name, in the order in which they add up to it; terms that are 0 are left out.
 *
 * @param score their sum
 * @param terms {@code dot}, {@code item_bias}, {@code user_bias}, {@code recency}, {@code popularity}, {@code boost},
 *     {@code season}, {@code sources}, {@code damping}; unmodifiable
 */
public record Explanation(double score, Map<String, Double> terms) {
    public Explanation {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }

    static Explanation of(double score, double[] values) {
        Map<String, Double> terms = new LinkedHashMap<>();
        for (Term term : Term.values()) {
            double value = values[term.ordinal()];
            if (value != 0) {
                terms.put(term.wire(), value);
            }
        }
        return new Explanation(score, terms);
    }
}
