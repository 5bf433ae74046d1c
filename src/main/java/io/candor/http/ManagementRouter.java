package io.candor.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** The router of health and metrics (management port). */
public final class ManagementRouter {
    private ManagementRouter() {}

    /**
     * Returns the router.
     *
     * @param readiness asked on every call of {@code /health/ready}; must not block
     */
    public static Router create(
            Vertx vertx, Supplier<Readiness> readiness, Draining draining, PrometheusMeterRegistry metrics) {
        return Router.router(vertx);
    }
}
