package io.candor.catalog;

/** A change to the catalogue, in the order in which it was made durable. */
public sealed interface ItemChange {
    String id();

    /** The item is now exactly this. */
    record Put(Item item) implements ItemChange {
        @Override
        public String id() {
            return item.id();
        }
    }

    /** Only its availability changed. Ignored when the item is unknown. */
    record Availability(String id, boolean available) implements ItemChange {}

    /** The item is gone. It is not shown any more, even when the model still has a row for it. */
    record Delete(String id) implements ItemChange {}
}
