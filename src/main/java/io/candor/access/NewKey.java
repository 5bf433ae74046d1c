package io.candor.access;

import io.candor.config.Secret;

/**
 * A key that was just made.
 *
 * @param key what is kept of it
 * @param text the key itself, to be shown once
 */
public record NewKey(ApiKey key, Secret text) {}
