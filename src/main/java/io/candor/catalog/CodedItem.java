package io.candor.catalog;

/** An item and the JSON it was read from, so that it need not be written again to be kept. Immutable but for the shared array. */
public final class CodedItem {
    private final Item item;
    private final byte[] json;

    CodedItem(Item item, byte[] json) {
        this.item = item;
        this.json = json;
    }

    /** Returns an item with its JSON. */
    public static CodedItem of(Item item) {
        return new CodedItem(item, ItemCodec.encode(item));
    }

    /**
     * Returns what a line of JSON says.
     *
     * @param json as {@link ItemCodec#decode} reads it; retained
     */
    public static CodedItem decode(byte[] json) {
        return new CodedItem(ItemCodec.decode(json), json);
    }

    public Item item() {
        return item;
    }

    /** Returns one line of UTF-8 JSON without its line break; shared, not to be modified. */
    public byte[] json() {
        return json;
    }
}
