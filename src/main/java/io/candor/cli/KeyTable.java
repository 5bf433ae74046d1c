package io.candor.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.access.ApiKey;

/** Keys as a table and as JSON; without their hashes. */
final class KeyTable {
    private final TablePrinter table =
            new TablePrinter("id", "kind", "name", "origins", "rate", "burst", "created", "revoked");
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode list = json.putArray("keys");

    void add(ApiKey key) {
        String rate = key.rate()
                .map(limit -> limit.isUnlimited() ? "unlimited" : limit.format())
                .orElse("default");
        String burst = key.rate()
                .filter(limit -> !limit.isUnlimited())
                .map(limit -> String.valueOf(limit.capacity()))
                .orElse("");
        String revoked = key.revoked().map(Object::toString).orElse("");
        table.row(
                key.id(),
                key.kind().wire(),
                key.name(),
                String.join(" ", key.origins()),
                rate,
                burst,
                key.created(),
                revoked);
        ObjectNode node = list.addObject()
                .put("id", key.id())
                .put("kind", key.kind().wire())
                .put("name", key.name());
        key.origins().forEach(node.putArray("origins")::add);
        node.put("rate", key.rate().map(limit -> limit.perSecond()).orElse(null))
                .put("burst", key.rate().map(limit -> limit.capacity()).orElse(null))
                .put("created", key.created().toString())
                .put("revoked", key.revoked().map(Object::toString).orElse(null));
    }

    /** Returns the first key as JSON. */
    ObjectNode first() {
        return (ObjectNode) list.get(0);
    }

    void print(CommonOptions common) {
        common.print(table, json);
    }
}
