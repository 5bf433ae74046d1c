package io.candor.evaluation;

import io.candor.math.MeanInterval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics by name, in the order in which they are shown.
 *
 * <table>
 * <caption>Metrics</caption>
 * <tr><td>HR@k, Recall@k, Precision@k, nDCG@k, MAP@k, MRR, AUC</td><td>where the held-out items stand</td></tr>
 * <tr><td>novelty@k, diversity@k</td><td>what is in the lists, see {@link ListQuality}</td></tr>
 * <tr><td>Recall@k/head, /middle, /tail</td><td>of held-out items of one stratum of popularity</td></tr>
 * <tr><td>RMSE, MAE</td><td>of predicted ratings, where the model predicts them</td></tr>
 * <tr><td>coverage@k, Gini@k</td><td>of all lists together; no mean over users, their interval is themselves</td></tr>
 * </table>
 *
 * @param metrics unmodifiable; values NaN when no user was judged
 * @param hitCurve HR@k for k from 1 on; unmodifiable
 */
public record RankingReport(Map<String, MeanInterval> metrics, List<Double> hitCurve) {
    public RankingReport {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        hitCurve = List.copyOf(hitCurve);
    }
}
