package io.candor.profile;

/** What happened between a subject and an item. */
final class ItemSignals {
    static final int VIEWS_KEPT = 8;

    private ItemSignals() {}
}
