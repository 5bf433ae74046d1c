package io.candor.http;

import io.vertx.core.Future;
import java.time.Instant;

/** What was estimated from the log, as the HTTP API sees it. */
@FunctionalInterface
public interface ReportService {
    /**
     * A report.
     *
     * @param kind what it is about
     * @param version 1, 2, … of the kind
     * @param document a JSON object in text
     */
    record Report(String kind, long version, Instant madeAt, String document) {}

    /** Returns the newest report of a kind; fails with REPORT_NOT_FOUND. */
    Future<Report> latest(String kind);
}
