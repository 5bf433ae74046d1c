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

/** The database for commands: that of the configuration, or the embedded one of the data directory. Blocks. */
final class DatabaseSession {
    private DatabaseSession() {}

    /** Opens, works and closes; returns what came of the work. */
    static <T> T run(CandorConfig config, DataDirectory data, Function<Database, Future<T>> work) {
        Vertx vertx = Vertx.vertx();
        Optional<EmbeddedPostgres> own = Optional.empty();
        try {
            if (config.database().uri().isEmpty()) {
                own = Optional.of(
                        EmbeddedPostgres.start(data.root(), config.database().startTimeout()));
            }
            DatabaseAddress address = own.map(EmbeddedPostgres::address)
                    .orElseGet(() -> new DatabaseAddress(
                            config.database().uri().orElseThrow(),
                            config.database().password()));
            return await(Database.open(vertx, address, config.database())
                    .compose(database -> work.apply(database).eventually(database::close)));
        } finally {
            own.ifPresent(EmbeddedPostgres::close);
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
