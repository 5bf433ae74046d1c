/**
 * The model bundle: its format, how it is written, checked, mapped and kept; and importers that make one from factors.
 *
 * <p>A bundle is a directory; {@code manifest.json} names every file with its length and checksum. {@link
 * io.candor.model.ModelSnapshot} is an opened bundle: mapped, immutable, reference-counted. Opening reads nothing that grows with the
 * number of users except to verify it. This package knows nothing of search: the index files are opaque to it.
 */
@NullMarked
package io.candor.model;

import org.jspecify.annotations.NullMarked;
