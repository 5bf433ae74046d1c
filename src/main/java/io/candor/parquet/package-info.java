/**
 * Parquet files: columns of one local file → values, row by row.
 *
 * <p>Input: a path. Output: a cursor ({@link io.candor.parquet.ParquetFile}) with a column of texts, or of lists of numbers or
 * strings, for each field that was asked for; other fields are not read. {@link io.candor.parquet.ParquetRows} writes such files. It
 * runs without Hadoop: the file is read through {@code java.nio}, and
 * pages are unpacked in Java ({@link io.candor.parquet.PageCodecs}). No type of the Parquet libraries leaves this package.
 *
 * <p>What a file is not, or not any more, is an {@link java.io.IOException} that says why and leaves it to the caller to
 * name the file. Everything belongs to one thread; nothing is on the request path. Memory: one row group of the columns that
 * were asked for.
 */
@NullMarked
package io.candor.parquet;

import org.jspecify.annotations.NullMarked;
