package io.candor.debiasing;

import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.event.Action;
import io.candor.event.Subject;
import io.candor.exposure.ExposedSlate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Slates with what came of them → one row for each (user, item) that was shown, weighted against the bias of exposure. Memory grows with
 * the number of pairs. Belongs to one thread.
 *
 * <p>Of a slate of which any impression was reported, only slots with an impression count as shown; of others all. Where the
 * policy's probabilities are not known, the item counts as put where it stood for certain.
 */
public final class ExposureTally implements Consumer<ExposedSlate> {
    /** The weight of a pair that a form gives a pull and no weight beyond that of a pair that was not shown. */
    private static final double LEAST_WEIGHT = 1e-6;

    private final WeightingSettings settings;
    private final PositionBias bias;
    private final Set<Action.Type> outcomes;
    private final Map<String, UserPairs> users = new LinkedHashMap<>();

    /** What was shown to one user. */
    private static final class UserPairs {
        long requests;
        final Map<String, Pair> items = new LinkedHashMap<>();
    }

    /** Sums over the impressions of a pair. */
    private static final class Pair {
        double examination;
        long clicks;
        double inverse;
        long lastMillis = Long.MIN_VALUE;
    }

    /**
     * One impression.
     *
     * @param theta θ of the position at which the item stood, positive
     * @param expected Σ_k P(item at k)·θ_k, positive
     * @param clicked whether anything came of it
     */
    public record Impression(String item, long millis, double theta, double expected, boolean clicked) {}

    /**
     * Creates one.
     *
     * @param outcomes the kinds of action that count as a click
     */
    public ExposureTally(WeightingSettings settings, PositionBias bias, Set<Action.Type> outcomes) {
        this.settings = settings;
        this.bias = bias;
        this.outcomes = Set.copyOf(outcomes);
    }

    /** Takes a slate; those of sessions and of nobody teach nothing. */
    @Override
    public void accept(ExposedSlate slate) {
        Subject subject = slate.decision().slate().subject();
        if (subject.kind() != Subject.Kind.USER) {
            return;
        }
        request(subject.id());
        boolean reported = false;
        for (int slot = 0; slot < slate.slots(); slot++) {
            reported |= slate.has(slot, Action.Type.IMPRESSION);
        }
        for (int slot = 0; slot < slate.slots(); slot++) {
            boolean clicked = false;
            for (Action.Type type : outcomes) {
                clicked |= slate.has(slot, type);
            }
            if (clicked || !reported || slate.has(slot, Action.Type.IMPRESSION)) {
                add(subject.id(), impression(slate, slot, clicked));
            }
        }
    }

    private Impression impression(ExposedSlate slate, int slot, boolean clicked) {
        double theta = theta(slate, slot);
        double expected = 0;
        for (int at = 0; at < slate.slots(); at++) {
            expected += slate.propensity(slot, at) * theta(slate, at);
        }
        return new Impression(
                slate.item(slot),
                slate.decision().slate().timeMillis(),
                theta,
                expected > 0 ? expected : theta,
                clicked);
    }

    private double theta(ExposedSlate slate, int slot) {
        return bias.at(slate.placement(), slate.device(), slate.position(slot));
    }

    /** Counts a slate of a user. */
    void request(String user) {
        users.computeIfAbsent(user, _ -> new UserPairs()).requests++;
    }

    /** Adds an impression in a slate that was counted. */
    void add(String user, Impression shown) {
        Pair pair =
                users.computeIfAbsent(user, _ -> new UserPairs()).items.computeIfAbsent(shown.item(), _ -> new Pair());
        pair.examination += shown.theta();
        if (shown.clicked()) {
            pair.clicks++;
            pair.inverse += settings.inverse(shown.expected());
        }
        pair.lastMillis = Math.max(pair.lastMillis, shown.millis());
    }

    /**
     * Returns the rows: clicks as value, and weights and targets of which least squares makes what {@link Weighting} says. Rows that would
     * count as those that were not shown are left out.
     *
     * @param alpha0 weight of those in the trainer; 0 for one that has none and goes by steps: what it is pulled by is 1 in the mean of
     *     the clicked pairs then, so that its steps are as long as without weights
     */
    public Interactions interactions(double alpha0) {
        Map<String, Long> clicks = new HashMap<>();
        users.values().forEach(user -> user.items.forEach((item, pair) -> clicks.merge(item, pair.clicks, Long::sum)));
        double most = clicks.values().stream().mapToLong(Long::longValue).max().orElse(1);
        double unit = alpha0 == 0 ? 1 / meanPull() : 1;
        InteractionsBuilder builder = new InteractionsBuilder();
        float[] targets = new float
                [users.values().stream().mapToInt(user -> user.items.size()).sum()];
        users.forEach((name, user) -> user.items.forEach((item, pair) -> {
            double rarity = clicks.getOrDefault(item, 0L) / Math.max(1, most);
            double scale = unit * (pair.clicks == 0 ? 1 : Math.pow(rarity, -settings.popularity()));
            Weighting.Weights weights = settings.weighting().of(exposure(user, pair), alpha0);
            double weight = weights.whole() * scale - alpha0;
            double pull = weights.pull() * scale;
            if (weight > 0 || pull > 0) {
                double kept = Math.max(weight, LEAST_WEIGHT);
                builder.add(name, item, (float) pair.clicks, pair.lastMillis, Float.NaN, (float) kept);
                targets[builder.size() - 1] = (float) (pull / (float) kept);
            }
        }));
        return builder.build().withTargets(Arrays.copyOf(targets, builder.size()));
    }

    private double meanPull() {
        return users.values().stream()
                .flatMap(user -> user.items.values().stream()
                        .filter(pair -> pair.clicks > 0)
                        .map(pair ->
                                settings.weighting().of(exposure(user, pair), 0).pull()))
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(1);
    }

    private static PairExposure exposure(UserPairs user, Pair pair) {
        return new PairExposure(pair.examination, pair.clicks, pair.inverse / Math.max(1, user.requests));
    }
}
