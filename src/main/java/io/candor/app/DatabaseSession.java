package io.candor.app;

import io.candor.error.CandorException;
import io.candor.storage.Database;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.EmbeddedPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The database for commands: that of the configuration, or the embedded one of the data directory, which may be in use by a server.
 * Blocks.
 */
final class DatabaseSession {
    private DatabaseSession() {}

    /** Opens, works and closes; returns what came of the work. */
    static <T> T run(CandorConfig config, DataDirectory data, Function<Database, Future<T>> work) {
        Optional<DatabaseAddress> known = config.database()
                .uri()
                .map(uri -> new DatabaseAddress(uri, config.database().password()))
                .or(() -> EmbeddedPostgres.running(data.root()));
        if (known.isPresent()) {
            return run(known.get(), config, work);
        }
        try (EmbeddedPostgres own =
                EmbeddedPostgres.start(data.root(), config.database().startTimeout())) {
            return run(own.address(), config, work);
        }
    }

    private static <T> T run(DatabaseAddress address, CandorConfig config, Function<Database, Future<T>> work) {
        Vertx vertx = Vertx.vertx();
        try {
            return await(Database.open(vertx, address, config.database())
                    .compose(database -> work.apply(database).eventually(database::close)));
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof CandorException known) {
                throw known;
            }
            throw e;
        }
    }
}
