package io.candor.http;

import io.candor.catalog.Item;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;

/** Items that must be there. */
final class ItemLookup {
    private final ItemService items;

    ItemLookup(ItemService items) {
        this.items = items;
    }

    /**
     * Returns the item.
     *
     * @throws CandorException ITEM_NOT_FOUND when there is none
     */
    Item known(String id) {
        return items.find(id)
                .orElseThrow(() -> new CandorException(
                        ErrorCode.ITEM_NOT_FOUND, "there is no item \"" + Violations.shortened(id) + "\""));
    }
}
