package io.candor.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * The router of health and metrics (management port): {@code /health/live}, {@code /health/ready} and {@code /metrics}.
 *
 * <p>Live says that the event loop answers. Ready says that requests should be sent here: a model is loaded and warmed, and
 * the process is not about to stop; otherwise 503 with the reason.
 */
final class ManagementRouter {
    private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET);

    private final Supplier<Readiness> readiness;
    private final ApiRuntime runtime;
    private final Router router;

    private ManagementRouter(Vertx vertx, Supplier<Readiness> readiness, ApiRuntime runtime) {
        this.readiness = readiness;
        this.runtime = runtime;
        this.router = Router.router(vertx);
    }

    /**
     * Returns a router to be used on one event loop only.
     *
     * @param readiness asked on every call of {@code /health/ready}; must not block
     */
    static Router create(Vertx vertx, Supplier<Readiness> readiness, ApiRuntime runtime) {
        return new ManagementRouter(vertx, readiness, runtime).build();
    }

    private Router build() {
        get("/health/live").handler(context -> health(context, 200, "live", ""));
        get("/health/ready").handler(this::ready);
        get("/metrics").handler(this::metrics);
        router.routeWithRegex("/health/live|/health/ready|/metrics").handler(new RouteMismatch(METHODS));
        new ProblemHandler(runtime.ids()).mount(router);
        return router;
    }

    private Route get(String path) {
        return router.get(path).method(HttpMethod.HEAD);
    }

    private void ready(RoutingContext context) {
        Readiness now = runtime.draining().begun() ? Readiness.notReady("stopping") : readiness.get();
        health(context, now.ready() ? 200 : 503, now.ready() ? "ready" : "not_ready", now.reason());
    }

    private static void health(RoutingContext context, int status, String name, String reason) {
        context.response().setStatusCode(status);
        Answers.json(context, JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeStringField("status", name);
            if (!reason.isEmpty()) {
                out.writeStringField("reason", reason);
            }
            out.writeEndObject();
        }));
    }

    private void metrics(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, HttpMetrics.MEDIA_TYPE)
                .end(Buffer.buffer(runtime.metrics().scrape()));
    }
}
