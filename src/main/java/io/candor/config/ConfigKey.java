package io.candor.config;

/**
 * A key of the configuration.
 *
 * @param path its names joined by dots: {@code http.port}
 * @param variable the environment variable that overrides it; empty when none can, as for a list of mappings
 * @param defaultValue its default as it would stand in YAML; {@code null} (the word) when it has none
 */
public record ConfigKey(String path, String variable, String defaultValue) {}
