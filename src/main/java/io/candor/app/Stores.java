package io.candor.app;

import io.candor.event.LogEntryCodec;
import io.candor.storage.Database;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.DatabaseConfig;
import io.candor.storage.EmbeddedPostgres;
import io.candor.storage.ExperimentStore;
import io.candor.storage.FeedbackConfig;
import io.candor.storage.FeedbackStore;
import io.candor.storage.ItemStore;
import io.candor.storage.ModelRegistry;
import io.candor.storage.PgExperimentStore;
import io.candor.storage.PgFeedbackStore;
import io.candor.storage.PgItemStore;
import io.candor.storage.PgModelRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What is durable.
 *
 * @param items the catalogue
 * @param models the model registry
 * @param feedback what people did
 * @param experiments the experiments, and the switch of all exploration
 * @param close gives up the connections, and stops the database when it is our own
 */
record Stores(
        ItemStore items,
        ModelRegistry models,
        FeedbackStore feedback,
        ExperimentStore experiments,
        Supplier<Future<Void>> close) {
    /** Opens the stores on the configured PostgreSQL, or on one that is started in the data directory. */
    static Future<Stores> open(Vertx vertx, DatabaseConfig config, FeedbackConfig feedback, Path dataDirectory) {
        return config.uri()
                .map(uri -> connect(
                        vertx, new DatabaseAddress(uri, config.password()), config, feedback, Future::succeededFuture))
                .orElseGet(() -> embed(vertx, config, feedback, dataDirectory));
    }

    private static Future<Stores> embed(
            Vertx vertx, DatabaseConfig config, FeedbackConfig feedback, Path dataDirectory) {
        return vertx.executeBlocking(() -> EmbeddedPostgres.start(dataDirectory, config.startTimeout()))
                .compose(postgres -> connect(vertx, postgres.address(), config, feedback, () -> stop(vertx, postgres)));
    }

    private static Future<Void> stop(Vertx vertx, EmbeddedPostgres postgres) {
        return vertx.executeBlocking(() -> {
                    postgres.close();
                    return true;
                })
                .mapEmpty();
    }

    private static Future<Stores> connect(
            Vertx vertx,
            DatabaseAddress address,
            DatabaseConfig config,
            FeedbackConfig feedback,
            Supplier<Future<Void>> stop) {
        return Database.open(vertx, address, config)
                .map(database -> new Stores(
                        new PgItemStore(database),
                        new PgModelRegistry(database),
                        new PgFeedbackStore(database, feedback, LogEntryCodec::encode),
                        new PgExperimentStore(database, InstantSource.system()),
                        () -> database.close().eventually(stop)))
                .recover(failure -> stop.get().transform(stopped -> Future.failedFuture(failure)));
    }
}
