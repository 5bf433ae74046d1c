package io.candor.http;

import java.time.Duration;
import java.util.List;

/**
 * Section {@code http.cors}.
 *
 * @param allowedOrigins origins ({@code https://shop.example}) that may call from a browser, or a single {@code *} for
 *     all; empty turns CORS off
 * @param maxAge how long a browser may remember the answer to its preflight
 */
public record CorsConfig(List<String> allowedOrigins, Duration maxAge) {
    public CorsConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
        if (allowedOrigins.contains("*") && allowedOrigins.size() > 1) {
            throw new IllegalArgumentException(
                    "allowed_origins must be * alone or a list of origins, was " + allowedOrigins);
        }
        for (String origin : allowedOrigins) {
            if (!origin.equals("*") && !origin.matches("https?://[^/\\s]+")) {
                throw new IllegalArgumentException(
                        "allowed_origins must be like https://shop.example, was \"" + origin + "\"");
            }
        }
        if (maxAge.isNegative()) {
            throw new IllegalArgumentException("max_age must not be negative, was " + maxAge);
        }
    }

    public static CorsConfig defaults() {
        return new CorsConfig(List.of(), Duration.ofMinutes(10));
    }
}
