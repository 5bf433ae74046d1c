package io.candor.storage;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test methods an empty database of their own, in the one embedded PostgreSQL that all tests of a JVM share: a {@link
 * DatabaseAddress} (nothing in it yet), or a {@link Database} (schema in place, closed after the test). Both in one method
 * are of the same database.
 */
public final class PostgresExtension implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(PostgresExtension.class);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** What one test method has. */
    private static final class Given implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final DatabaseAddress address = freshDatabase(vertx);
        private final List<Database> open = new ArrayList<>();

        Database database() {
            if (open.isEmpty()) {
                open.add(
                        Database.open(vertx, address, DatabaseConfig.defaults()).await());
            }
            return open.getFirst();
        }

        @Override
        public void close() {
            open.forEach(database -> database.close().await());
            drop(vertx, address);
            vertx.close().await();
        }
    }

    /** Makes an empty database and returns where it is, for tests that are no JUnit parameter away. */
    public static DatabaseAddress freshDatabase(Vertx vertx) {
        DatabaseAddress server = SharedPostgres.server().address();
        String name = "test_" + NUMBER.incrementAndGet();
        onServer(vertx, "CREATE DATABASE " + name);
        return server.withDatabase(name);
    }

    /** Files of left-over databases would make the end of the JVM slow. */
    private static void drop(Vertx vertx, DatabaseAddress address) {
        onServer(vertx, "DROP DATABASE " + address.uri().getPath().substring(1) + " WITH (FORCE)");
    }

    private static void onServer(Vertx vertx, String sql) {
        DatabaseAddress server = SharedPostgres.server().address();
        PgConnection connection = PgConnection.connect(
                        vertx, Database.connectOptions(server, DatabaseConfig.defaults()))
                .await();
        connection.query(sql).execute().await();
        connection.close().await();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == DatabaseAddress.class || type == Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Given given = context.getStore(NAMESPACE).computeIfAbsent(Given.class, _ -> new Given(), Given.class);
        return parameter.getParameter().getType() == Database.class ? given.database() : given.address;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Given given = context.getStore(NAMESPACE).remove(Given.class, Given.class);
        if (given != null) {
            given.close();
        }
    }
}
