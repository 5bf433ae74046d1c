package io.candor.app;

import io.candor.catalog.Item;
import io.candor.dataset.FeedbackShaping;
import io.candor.dataset.Interactions;
import io.candor.dataset.ShapingSettings;
import io.candor.dataset.Split;
import io.candor.dataset.SplitData;
import io.candor.training.TrainingData;
import io.candor.training.TrainingSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Interactions → a part to learn from and one to judge by, shaped as the settings say by what the first part tells: nothing of the
 * second, neither its ratings nor its times, gets into values, ratings or weights of the first. Immutable, thread-safe.
 */
final class Preparation {
    private final ShapingSettings shaping;
    private final float minimum;
    private final Map<String, Item> items = new HashMap<>();

    Preparation(TrainingSettings settings, List<Item> attributes) {
        this.shaping = settings.data().shaping();
        this.minimum = settings.data().minValue();
        attributes.forEach(item -> items.put(item.id(), item));
    }

    /**
     * Divided interactions.
     *
     * @param asRead the part to learn from before it was shaped, to be divided again
     * @param shaped both parts
     * @param interest the rows of the shaped part to learn from that tell interest
     */
    record Parts(Interactions asRead, SplitData shaped, Interactions interest) {
        TrainingData data() {
            return TrainingData.of(shaped.training(), interest);
        }
    }

    /** Divides interactions; of each (user, item) the last row takes part. What is of interest is told by shaped values. */
    Parts divide(Interactions all, Split split) {
        Interactions rows = all.distinct();
        SplitData parts = SplitData.of(FeedbackShaping.apply(rows, shaping, items), split, minimum, rows);
        SplitData shaped = FeedbackShaping.apply(parts, shaping, items);
        Interactions training = shaped.training();
        return new Parts(parts.training(), shaped, training.where(row -> training.value(row) >= minimum));
    }
}
