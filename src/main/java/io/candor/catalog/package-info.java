/**
 * Item ids ↔ ordinals, and what is known of each item.
 *
 * <p>String ids live at the edges; inside, an item is a dense {@code int} ordinal, translated once in and once out. The
 * ordinals of a catalogue belong to one model generation: rows of the model come first (0..modelSize-1), items the model
 * does not know follow as a tail, and an item keeps its ordinal when it is deleted and comes back.
 *
 * <p>In: the model's id table and popularity ({@link io.candor.catalog.ModelItems}), {@link io.candor.catalog.Item}s and
 * {@link io.candor.catalog.ItemChange}s. Out: {@link io.candor.catalog.CatalogSnapshot}, which a request takes once and
 * reads columns, filters and orders from. {@link io.candor.catalog.ItemCodec} is the one JSON form of an item, wherever it is
 * read or written.
 *
 * <p>Inside, a snapshot is immutable columns (labels as numbers, items by label, dates, prices, one JSON text an item) and a
 * small overlay of rows that changed since; the overlay is worked into new columns on an executor. Label numbers only grow
 * and are shared by all snapshots of a catalogue, so nothing is renumbered.
 *
 * <p>Threading: {@link io.candor.catalog.Catalog} has one writer at a time and any number of readers, who never wait.
 * Allocation: none by accessors; a filter takes one or two sets of the catalogue's size. Nothing here reads a clock: the
 * time of eligibility is an argument.
 *
 * <p>Kernel package: imports {@code error}, {@code config} and {@code math} only.
 */
@NullMarked
package io.candor.catalog;

import org.jspecify.annotations.NullMarked;
