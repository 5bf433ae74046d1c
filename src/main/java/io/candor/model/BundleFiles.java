package io.candor.model;

import io.candor.catalog.ColumnsFile;

/** The names of the files in a bundle whose meaning this package knows; others are carried and checked, not read. */
public final class BundleFiles {
    /** What the bundle is and which files belong to it; written last. */
    public static final String MANIFEST = "manifest.json";

    /** Item factors, shape (items × dims), row-major little-endian float32. */
    public static final String ITEMS = "items.f32";

    /** User factors, shape (users × dims), row-major little-endian float32. */
    public static final String USERS = "users.f32";

    /** Item ids, as drawn at {@link MappedIdTable}. */
    public static final String ITEM_IDS = "item_ids";

    /** User ids, as drawn at {@link MappedIdTable}. */
    public static final String USER_IDS = "user_ids";

    /** One little-endian float32 an item; optional. */
    public static final String ITEM_BIAS = "item_bias.f32";

    /** One little-endian float32 a user; optional. */
    public static final String USER_BIAS = "user_bias.f32";

    /** How often each item occurred in the training data, one float32 an item; optional. */
    public static final String ITEM_POPULARITY = "item_popularity.f32";

    /** Decayed occurrence counts, one float32 an item; optional. */
    public static final String ITEM_TREND = "item_trend.f32";

    /** YᵀY of the item factors, shape (dims × dims), row-major little-endian float64; optional. */
    public static final String GRAM = "gram.f64";

    /** Item attributes, one JSON object a line; optional. */
    public static final String ATTRIBUTES = "items.jsonl";

    /** What those lines come to, as columns; optional. */
    public static final String ITEM_COLUMNS = ColumnsFile.NAME;

    /** Vectors from attributes, as drawn at {@link AttributeMap}; optional. */
    public static final String ATTRIBUTE_MAP = "attribute_map";

    private BundleFiles() {}
}
