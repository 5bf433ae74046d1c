/**
 * Reports for a person: one self-contained HTML file with tables and charts.
 *
 * <p>Input: texts and numbers. Output: an {@link io.candor.report.HtmlReport}, which holds its charts as pictures ({@link
 * io.candor.report.Chart}) and asks no network. What is written is a function of what is given.
 *
 * <p>The charting library and the platform's drawing are used here alone. Nothing here is on the request path.
 */
@NullMarked
package io.candor.report;

import org.jspecify.annotations.NullMarked;
