package io.candor.catalog;

/**
 * An item and the JSON it was read from, so that it need not be written again to be kept.
 *
 * @param json one line that {@link ItemCodec#decode} reads as the item; not to be modified
 */
public record CodedItem(Item item, byte[] json) {
    /** Returns an item with its JSON. */
    public static CodedItem of(Item item) {
        return new CodedItem(item, ItemCodec.encode(item));
    }

    /** Returns what a line of JSON says; the array is retained. */
    public static CodedItem decode(byte[] json) {
        return new CodedItem(ItemCodec.decode(json), json);
    }
}
