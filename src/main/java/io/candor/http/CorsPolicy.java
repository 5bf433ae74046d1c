package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Set;

/**
 * Lets browsers of the configured origins call, and refuses those of others (ORIGIN_NOT_ALLOWED). A page that this server
 * itself delivered is not another origin, though its requests carry the header too.
 */
final class CorsPolicy implements Handler<RoutingContext> {
    private static final Set<String> REQUEST_HEADERS = Set.of("content-type", "authorization");
    private static final Set<String> RESPONSE_HEADERS = Set.of("x-request-id", "retry-after");

    private final CorsHandler cors;

    CorsPolicy(CorsConfig config) {
        this.cors = CorsHandler.create()
                .addOrigins(config.allowedOrigins())
                .allowedMethod(HttpMethod.GET)
                .allowedMethod(HttpMethod.POST)
                .allowedMethod(HttpMethod.PUT)
                .allowedMethod(HttpMethod.DELETE)
                .allowedHeaders(REQUEST_HEADERS)
                .exposedHeaders(RESPONSE_HEADERS)
                .maxAgeSeconds(Math.toIntExact(config.maxAge().toSeconds()));
    }

    @Override
    public void handle(RoutingContext context) {
        if (isOwnOrigin(context.request())) {
            context.next();
        } else {
            cors.handle(context);
        }
    }

    private static boolean isOwnOrigin(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && origin.equals(request.scheme() + "://" + request.getHeader(HttpHeaders.HOST));
    }
}
