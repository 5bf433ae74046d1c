package io.candor.bench;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A server without a log, to compare with: it answers 202 when PostgreSQL has committed what the request held. One instance on each
 * event loop, each with its own connections; statements are prepared once.
 *
 * <pre>
 *   POST /rows   one INSERT an event, all of a request in one transaction, sent without waiting in between
 *   POST /many   one INSERT a request, of as many rows as it has events
 * </pre>
 *
 * With one event a request {@code /rows} is an insert in each request.
 */
public final class InsertServer extends VerticleBase {
    private static final int BODY_LIMIT = 2 << 20;
    private static final int MOST_WAITING = 10_000;

    private final int port;
    private final String uri;
    private final String password;
    private final int connections;

    private InsertServer(int port, String uri, String password, int connections) {
        this.port = port;
        this.uri = uri;
        this.password = password;
        this.connections = connections;
    }

    /** Arguments: port, URI of the database, its connections in all; password by the environment. */
    public static void main(String[] args) {
        int loops = Runtime.getRuntime().availableProcessors();
        Map<String, String> environment = System.getenv();
        int connections = Math.max(1, Integer.parseInt(args[2]) / loops);
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops).setPreferNativeTransport(true));
        vertx.deployVerticle(
                        () -> new InsertServer(
                                Integer.parseInt(args[0]),
                                args[1],
                                environment.getOrDefault(ServerProcess.PASSWORD, ""),
                                connections),
                        new DeploymentOptions().setInstances(loops))
                .await();
    }

    @Override
    public Future<?> start() {
        PgConnectOptions options = PgConnectOptions.fromUri(uri).setCachePreparedStatements(true);
        if (!password.isEmpty()) {
            options.setPassword(password);
        }
        Pool pool = PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(connections).setMaxWaitQueueSize(MOST_WAITING))
                .connectingTo(options)
                .using(vertx)
                .build();
        Router router = Router.router(vertx);
        router.post().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
        router.post("/rows")
                .handler(context -> answer(
                        context, rows -> pool.preparedQuery(InsertRows.ONE).executeBatch(rows)));
        router.post("/many")
                .handler(context -> answer(
                        context, rows -> pool.preparedQuery(InsertRows.MANY).execute(InsertRows.columns(rows))));
        return vertx.createHttpServer().requestHandler(router).listen(port, "127.0.0.1");
    }

    /** Inserts the rows of a request. */
    @FunctionalInterface
    private interface Insert {
        Future<?> of(List<Tuple> rows);
    }

    private static void answer(RoutingContext context, Insert insert) {
        List<Tuple> rows;
        try {
            rows = InsertRows.read(context.body().buffer().getBytes());
        } catch (IOException e) {
            context.fail(400, e);
            return;
        }
        insert.of(rows)
                .onComplete(
                        done -> context.response()
                                .setStatusCode(202)
                                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                                .end(Buffer.buffer("{\"accepted\":" + rows.size() + ",\"duplicates\":0}")),
                        context::fail);
    }
}
