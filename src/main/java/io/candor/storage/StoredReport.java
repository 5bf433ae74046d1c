package io.candor.storage;

import java.time.Instant;

/**
 * A report as it is kept.
 *
 * @param kind what it is about
 * @param version 1, 2, … of the kind
 * @param document a JSON object in text
 */
public record StoredReport(String kind, long version, Instant madeAt, String document) {
    /** What clicks owe to positions. */
    public static final String POSITION_BIAS = "position-bias";

    /** What another policy would have earned. */
    public static final String OFF_POLICY = "off-policy";
}
