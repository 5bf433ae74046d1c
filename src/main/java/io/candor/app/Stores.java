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
import io.candor.storage.PgReportStore;
import io.candor.storage.ReportStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What is durable.
 *
 * @param items the catalogue
 * @param models the model registry
 * @param feedback what people did
 * @param experiments the experiments, and the switch of all exploration
 * @param reports what was estimated from the log
 * @param close gives up the connections, and stops the database when it is our own
 */
record Stores(
        ItemStore items,
        ModelRegistry models,
        FeedbackStore feedback,
        ExperimentStore experiments,
        ReportStore reports,
        Supplier<Future<Void>> close) {
    /** Begins to open the stores on the configured PostgreSQL, or starts one in the data directory beside everything else. */
    static Opening begin(DatabaseConfig config, Path dataDirectory) {
        Executor own =
                task -> Thread.ofPlatform().daemon().name("candor-postgres").start(task);
        return new Opening(
                config,
                config.uri().isPresent()
                        ? Optional.empty()
                        : Optional.of(CompletableFuture.supplyAsync(
                                () -> EmbeddedPostgres.start(dataDirectory, config.startTimeout()), own)));
    }

    /** Stores on their way. */
    static final class Opening {
        private final DatabaseConfig config;
        private final Optional<CompletableFuture<EmbeddedPostgres>> embedded;

        private Opening(DatabaseConfig config, Optional<CompletableFuture<EmbeddedPostgres>> embedded) {
            this.config = config;
            this.embedded = embedded;
        }

        /** Returns the stores; once. */
        Future<Stores> connect(Vertx vertx, FeedbackConfig feedback) {
            return address(vertx)
                    .compose(address -> Database.open(vertx, address, config))
                    .map(database -> new Stores(
                            new PgItemStore(database),
                            new PgModelRegistry(database),
                            new PgFeedbackStore(database, feedback, LogEntryCodec::encode),
                            new PgExperimentStore(database, InstantSource.system()),
                            new PgReportStore(database),
                            () -> database.close().eventually(() -> stop(vertx))));
        }

        private Future<DatabaseAddress> address(Vertx vertx) {
            return embedded.map(starting -> Future.fromCompletionStage(starting, vertx.getOrCreateContext())
                            .map(EmbeddedPostgres::address)
                            .recover(failure -> Future.failedFuture(causeOf(failure))))
                    .orElseGet(() -> Future.succeededFuture(
                            new DatabaseAddress(config.uri().orElseThrow(), config.password())));
        }

        private static Throwable causeOf(Throwable failure) {
            return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        }

        private Future<Void> stop(Vertx vertx) {
            return vertx.executeBlocking(() -> {
                        close();
                        return true;
                    })
                    .mapEmpty();
        }

        /** Stops the database when it is our own, also one that is still starting. Blocks; idempotent. */
        void close() {
            embedded.ifPresent(starting -> starting.handle((postgres, failure) -> {
                        if (postgres != null) {
                            postgres.close();
                        }
                        return true;
                    })
                    .join());
        }
    }
}
