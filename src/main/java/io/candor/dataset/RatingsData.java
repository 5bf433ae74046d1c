package io.candor.dataset;

/**
 * A file of ratings that was read.
 *
 * @param interactions its usable rows, at least one
 * @param report what was left out
 */
public record RatingsData(Interactions interactions, ReadReport report) {}
