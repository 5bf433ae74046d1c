package io.candor.dataset;

import io.candor.error.Violation;
import java.util.List;

/**
 * How reading a file went.
 *
 * @param format what it was taken for, for a person ({@code tab-separated}, {@code parquet}, …)
 * @param rows usable rows
 * @param badRows rows that were left out
 * @param samples the first bad rows, field {@code line 17} (or {@code row 17}), at most {@link #MAX_SAMPLES}
 */
public record ReadReport(String format, long rows, long badRows, List<Violation> samples) {
    public static final int MAX_SAMPLES = 10;

    public ReadReport {
        samples = List.copyOf(samples);
    }

    /** Returns a sentence for a person, and a line for each sample. */
    public String describe() {
        StringBuilder text = new StringBuilder("read " + rows + " rows, " + format + ", left out " + badRows);
        samples.forEach(
                sample -> text.append(System.lineSeparator()).append("  ").append(sample));
        if (badRows > samples.size()) {
            text.append(System.lineSeparator())
                    .append("  and ")
                    .append(badRows - samples.size())
                    .append(" more");
        }
        return text.toString();
    }
}
