package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What is said to a request for a path that exists, but not with its method; answers OPTIONS as well. */
final class RouteMismatch implements Handler<RoutingContext> {
    private static final int SHOWN_PATH = 64;

    private final String allowed;

    /** @param methods of the path */
    RouteMismatch(List<HttpMethod> methods) {
        StringBuilder names = new StringBuilder();
        for (HttpMethod method : methods) {
            names.append(method.name()).append(", ");
            if (method.equals(HttpMethod.GET)) {
                names.append("HEAD, ");
            }
        }
        this.allowed = names.append("OPTIONS").toString();
    }

    @Override
    public void handle(RoutingContext context) {
        context.response().putHeader(HttpHeaders.ALLOW, allowed);
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            Answers.noContent(context);
        } else {
            throw new CandorException(
                    ErrorCode.METHOD_NOT_ALLOWED,
                    "the path takes " + allowed + ", not "
                            + shortened(context.request().method().name()));
        }
    }

    static CandorException notFound(HttpServerRequest request) {
        return new CandorException(
                ErrorCode.ROUTE_NOT_FOUND,
                "there is no route " + shortened(request.path()) + "; a \"/\" inside an id is sent as %2F");
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_PATH ? text : text.substring(0, SHOWN_PATH) + "…";
    }
}
