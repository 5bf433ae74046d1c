package io.candor.verticle;

import io.candor.catalog.Catalog;
import io.candor.catalog.ItemChange;
import io.candor.serving.ServingModel;
import java.util.List;

/** A model that serves or is about to, and the catalogue in which its items change. */
record Generation(ServingModel model, Catalog catalog) {
    /** Applies changes, unless the model was swapped out and closed meanwhile. Thread-safe. */
    void apply(List<ItemChange> changes) {
        if (model.snapshot().tryRetain()) {
            try {
                catalog.apply(changes);
            } finally {
                model.release();
            }
        }
    }
}
