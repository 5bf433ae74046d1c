package io.candor.app;

import io.candor.catalog.Item;
import io.candor.dataset.FeedbackShaping;
import io.candor.dataset.Interactions;
import io.candor.training.TrainingSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Interactions as read → one row for each (user, item), shaped as the settings say. */
final class Preparation {
    private Preparation() {}

    static Interactions of(TrainingSettings settings, Interactions all, List<Item> attributes) {
        Map<String, Item> items = new HashMap<>();
        attributes.forEach(item -> items.put(item.id(), item));
        return FeedbackShaping.apply(all.distinct(), settings.data().shaping(), items);
    }
}
