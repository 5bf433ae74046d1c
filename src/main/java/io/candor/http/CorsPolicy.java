package io.candor.http;

import io.candor.access.ApiKey;
import io.candor.access.KeyRing;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which browsers may call, by the origin of the page, and may read the answer.
 *
 * <p>A publishable key with origins answers these and no others. Everything else is measured by {@code
 * http.cors.allowed_origins}; a page that this server itself delivered is not another origin there, though its requests
 * carry the header too. A preflight carries no key, so it is answered for an origin that any valid key, or the
 * configuration, allows; the request itself is then held to its own key. Where neither names any origin, no header is sent
 * and none is refused.
 *
 * <p>As a handler it stands before the routes, answers preflights and marks what the configuration allows; {@link KeyCheck}
 * calls one of the {@code admit} methods, which return null or why the request is refused. Belongs to one event loop.
 */
final class CorsPolicy implements Handler<RoutingContext> {
    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("origin");
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, POST, PUT, DELETE");
    private static final CharSequence REQUEST_HEADERS = HttpHeaders.createOptimized("content-type, authorization");
    private static final CharSequence RESPONSE_HEADERS = HttpHeaders.createOptimized(
            "x-request-id, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset");
    private final CandorException refused = new CandorException(
            ErrorCode.ORIGIN_NOT_ALLOWED,
            "the Origin of this request is not among the allowed ones, see http.cors.allowed_origins and the origins of"
                    + " the key");

    private final Set<String> configured;
    private final boolean everyOrigin;
    private final String maxAgeSeconds;
    private final ApiKeys keys;

    CorsPolicy(CorsConfig config, ApiKeys keys) {
        this.configured = Set.copyOf(config.allowedOrigins());
        this.everyOrigin = configured.contains("*");
        this.maxAgeSeconds = String.valueOf(config.maxAge().toSeconds());
        this.keys = keys;
    }

    @Override
    public void handle(RoutingContext context) {
        KeyRing ring = keys.live().ring();
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        boolean on = !configured.isEmpty() || ring.bindsOrigins();
        if (on) {
            context.response().putHeader(HttpHeaders.VARY, ORIGIN);
        }
        if (!on || origin == null || isOwn(context.request(), origin)) {
            context.next();
        } else if (isPreflight(context.request())) {
            preflight(context, origin, ring);
        } else {
            if (isConfigured(origin)) {
                allow(context.response(), origin);
            }
            context.next();
        }
    }

    /** Judges a request without a key, or with one that is not bound to origins. */
    @Nullable
    CandorException admit(RoutingContext context) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        return origin == null || configured.isEmpty() || isConfigured(origin) || isOwn(context.request(), origin)
                ? null
                : refused;
    }

    /** Judges a request for what needs no key: who may call with some key may have it too. */
    @Nullable
    CandorException admitAnybody(RoutingContext context, KeyRing ring) {
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin != null && ring.knowsOrigin(origin)) {
            allow(context.response(), origin);
            return null;
        }
        return admit(context);
    }

    /** Judges a request with a valid key. */
    @Nullable
    CandorException admit(RoutingContext context, ApiKey key) {
        if (key.origins().isEmpty()) {
            return admit(context);
        }
        String origin = context.request().getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return null;
        }
        if (key.origins().contains(origin)) {
            allow(context.response(), origin);
            return null;
        }
        context.response().headers().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
        return refused;
    }

    private void preflight(RoutingContext context, String origin, KeyRing ring) {
        if (!isConfigured(origin) && !ring.knowsOrigin(origin)) {
            context.fail(refused);
            return;
        }
        allow(context.response(), origin);
        context.response()
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS)
                .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, maxAgeSeconds);
        Answers.noContent(context);
    }

    private static void allow(HttpServerResponse response, String origin) {
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
    }

    private boolean isConfigured(String origin) {
        return everyOrigin || configured.contains(origin);
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null;
    }

    private static boolean isOwn(HttpServerRequest request, String origin) {
        return origin.equals(request.scheme() + "://" + request.getHeader(HttpHeaders.HOST));
    }
}
