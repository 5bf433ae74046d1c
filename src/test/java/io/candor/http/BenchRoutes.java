package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Routes of a server that is measured, matched before those of the API:
 *
 * <pre>
 *   POST /bench/noop   passes the gate, CORS and the body reader like a request for a slate, then answers what was put there
 *   PUT  /bench/noop   takes that answer
 *   GET  /bench/jvm    {"allocated_bytes": what all threads have allocated since the start}
 * </pre>
 */
public final class BenchRoutes {
    public static final String NO_OP = "/bench/noop";
    public static final String JVM = "/bench/jvm";

    /** After the gate (0) and CORS (1), before the first route of the API (2). */
    private static final int ORDER = 1;

    private static final int BODY_LIMIT = 64 << 10;
    private static final AtomicReference<Buffer> ANSWER = new AtomicReference<>(Buffer.buffer("{}"));

    private BenchRoutes() {}

    private static Buffer answer() {
        return Objects.requireNonNull(ANSWER.get());
    }

    /** Adds the routes to the router of one event loop; the answer is shared by all. */
    public static void mount(Router router) {
        Handler<RoutingContext> body = new JsonBody(BODY_LIMIT);
        router.post(NO_OP).order(ORDER).handler(body).handler(context -> {
            if (JsonBody.of(context).length > 0) {
                Answers.json(context, answer());
            } else {
                Answers.noContent(context);
            }
        });
        router.put(NO_OP).order(ORDER).handler(body).handler(context -> {
            ANSWER.set(Buffer.buffer(JsonBody.of(context)));
            Answers.noContent(context);
        });
        router.get(JVM)
                .order(ORDER)
                .handler(context ->
                        Answers.json(context, Buffer.buffer("{\"allocated_bytes\":" + allocatedBytes() + "}")));
    }

    private static long allocatedBytes() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? threads.getTotalThreadAllocatedBytes()
                : -1;
    }
}
