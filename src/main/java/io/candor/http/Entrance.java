package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * Refuses a request that would not be worked on before anything is made for it, so that refusing stays cheap when there is much to
 * refuse. Belongs to one event loop.
 */
final class Entrance implements Handler<HttpServerRequest> {
    private final Vertx vertx;
    private final Handler<HttpServerRequest> router;
    private final Admission admission;
    private final Connections connections;
    private final ApiRuntime runtime;
    private final ProblemWriter.Prepared overloaded;

    Entrance(
            Vertx vertx,
            Handler<HttpServerRequest> router,
            Admission admission,
            Connections connections,
            ApiRuntime runtime) {
        this.vertx = vertx;
        this.router = router;
        this.admission = admission;
        this.connections = connections;
        this.runtime = runtime;
        this.overloaded = new ProblemWriter.Prepared(admission.overloaded());
    }

    @Override
    public void handle(HttpServerRequest request) {
        String path = request.path();
        if (path == null || admission.hasRoom(Priority.of(path))) {
            router.handle(request);
        } else {
            connections.used(request.connection());
            runtime.metrics().refusedAtOnce();
            admission.refuse();
            if (runtime.draining().begun() && request.version() != HttpVersion.HTTP_2) {
                request.response().putHeader(HttpHeaders.CONNECTION, RequestGate.CLOSE);
            }
            ProblemHandler.respond(request, overloaded, runtime.ids().next());
            ProblemHandler.leaveNoUnreadBody(request, vertx);
        }
    }
}
