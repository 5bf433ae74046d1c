package io.candor.app;

import io.candor.storage.ItemStore;
import io.candor.storage.ModelRegistry;
import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * What is durable.
 *
 * @param items the catalogue
 * @param models the model registry
 * @param close gives up connections, and stops the database when it is our own
 */
public record Stores(ItemStore items, ModelRegistry models, Supplier<Future<Void>> close) {}
