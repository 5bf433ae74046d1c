package io.candor.verticle;

import io.candor.catalog.ItemChange;
import java.util.List;

/** Asks for changes to become durable and then visible; answered with true when they are. */
record ItemsMessage(List<ItemChange> changes) {
    ItemsMessage {
        changes = List.copyOf(changes);
    }
}
