package io.candor.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How good slates really are, which nobody but the world knows.
 *
 * @param utility mean over people of Σ_k θ_k γ_k
 * @param ndcg mean over people of Σ_k γ_k / log₂(k + 1), over the same of the best slate there is; 0 to 1
 */
public record SlateQuality(double utility, double ndcg) {
    /**
     * Asks for a slate for each of the first people, who do nothing with it.
     *
     * @param placement one whose slates are not left to chance
     * @param people how many, at least 1
     * @throws IOException when the server does not answer with a slate
     */
    public static SlateQuality survey(
            World world, ClickModel model, RecommendationClient server, String placement, int people, int limit)
            throws IOException {
        double utility = 0;
        double ndcg = 0;
        int asked = Math.min(people, world.settings().users());
        for (int user = 0; user < asked; user++) {
            double[] taste = world.taste(user, 0);
            List<Double> shown = new ArrayList<>();
            RecommendationClient.Answer answer = server.recommend(placement, world.userId(user), limit);
            if (!answer.ok()) {
                throw new IOException("no slate for " + world.userId(user) + ": " + answer.status());
            }
            for (JsonNode item : answer.body().path("items")) {
                shown.add(model.relevance(world.grade(taste, item.path("id").asText())));
            }
            for (int k = 0; k < shown.size(); k++) {
                utility += model.examination(k + 1) * shown.get(k);
            }
            ndcg += gain(shown) / gain(best(world, model, taste, limit));
        }
        return new SlateQuality(utility / asked, ndcg / asked);
    }

    private static List<Double> best(World world, ClickModel model, double[] taste, int limit) {
        List<Double> all = new ArrayList<>();
        for (int item = 0; item < world.settings().items(); item++) {
            all.add(model.relevance(world.grade(taste, world.itemId(item))));
        }
        all.sort(Collections.reverseOrder());
        return all.subList(0, Math.min(limit, all.size()));
    }

    private static double gain(List<Double> relevances) {
        double sum = 0;
        for (int k = 0; k < relevances.size(); k++) {
            sum += relevances.get(k) / (Math.log(k + 2) / Math.log(2));
        }
        return sum;
    }
}
