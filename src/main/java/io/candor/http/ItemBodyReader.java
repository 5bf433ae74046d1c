package io.candor.http;

import io.candor.catalog.Item;
import io.candor.catalog.ItemCodec;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads items from bodies, and checks them against the model that serves. */
final class ItemBodyReader {
    private final ItemService items;

    ItemBodyReader(ItemService items) {
        this.items = items;
    }

    /**
     * Reads one item.
     *
     * @param pathId the id in the path; empty when the document must carry it
     * @throws CandorException MALFORMED_JSON, or INVALID_REQUEST with the violations
     */
    Item read(byte[] json, int offset, int length, String pathId) {
        List<Violation> violations = new ArrayList<>(0);
        Optional<Item> item = ItemCodec.read(json, offset, length, pathId, violations);
        item.ifPresent(read -> checkFactors(read, violations));
        if (item.isEmpty() || !violations.isEmpty()) {
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    violations.size() == 1 ? "the item breaks a rule" : "the item breaks several rules",
                    violations.size() <= Violations.MAX ? violations : violations.subList(0, Violations.MAX));
        }
        return item.get();
    }

    private void checkFactors(Item item, List<Violation> violations) {
        int given = item.factors().size();
        int dims = items.dims();
        if (given != 0 && dims != 0 && given != dims) {
            violations.add(new Violation(
                    "factors", "must have " + dims + " numbers, the dimension of the model, has " + given));
        }
    }
}
