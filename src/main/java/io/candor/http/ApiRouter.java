package io.candor.http;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/** The router of the API (data plane) for one event loop. */
public final class ApiRouter {
    private ApiRouter() {}

    /** Returns a router to be used on the calling event loop only. */
    public static Router create(Vertx vertx, HttpConfig config, ApiServices services, ApiRuntime runtime) {
        return Router.router(vertx);
    }
}
