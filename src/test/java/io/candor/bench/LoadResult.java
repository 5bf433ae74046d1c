package io.candor.bench;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the generator saw of one load; times in microseconds, from when a request was due.
 *
 * @param failures answers other than 2xx, and requests without an answer
 */
record LoadResult(long responses, long failures, double seconds, double p50, double p99, double p999, double max) {
    static LoadResult of(JsonNode json) {
        return new LoadResult(
                json.path("responses").asLong(),
                json.path("failures").asLong(),
                json.path("seconds").asDouble(),
                json.path("p50_us").asDouble(),
                json.path("p99_us").asDouble(),
                json.path("p999_us").asDouble(),
                json.path("max_us").asDouble());
    }

    double perSecond() {
        return responses / seconds;
    }
}
