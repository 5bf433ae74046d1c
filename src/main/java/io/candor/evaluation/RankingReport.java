package io.candor.evaluation;

import io.candor.math.MeanInterval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ranking metrics by name ({@code HR@10}, {@code nDCG@10}, {@code Recall@10}, {@code MRR}, {@code coverage@10}), in the
 * order in which they are shown. {@code coverage@k} is a share of the items, not a mean over users; its interval is itself.
 *
 * @param metrics unmodifiable; values NaN when no user was judged
 */
public record RankingReport(Map<String, MeanInterval> metrics) {
    public RankingReport {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
}
