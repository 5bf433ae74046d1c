/**
 * Item ids ↔ ordinals, and what is known of each item.
 *
 * <p>String ids live at the edges; inside, an item is a dense {@code int} ordinal, translated once in and once out. The
 * ordinals of a catalogue belong to one model generation: rows of the model come first (0..modelSize-1), items the model
 * does not know follow as a tail. {@link io.candor.catalog.CatalogSnapshot} is what a request reads: immutable, taken
 * once per request. {@link io.candor.catalog.Catalog} is the single writer that publishes the next one.
 *
 * <p>Kernel package: imports {@code error}, {@code config} and {@code math} only.
 */
@NullMarked
package io.candor.catalog;

import org.jspecify.annotations.NullMarked;
