package io.candor.catalog;

/** The three kinds of labels that filters look at. */
enum LabelKind {
    CATEGORIES,
    CREATORS,
    ATTRIBUTES
}
