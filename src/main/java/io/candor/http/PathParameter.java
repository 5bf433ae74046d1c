package io.candor.http;

import io.candor.catalog.Ids;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * The parameter in a route's path: one segment of the path as it was sent, decoded once, so that an id may contain {@code
 * %2F} and {@code %20}.
 */
final class PathParameter {
    private final String name;
    private final int segment;

    /** @throws IllegalArgumentException when the route has no parameter */
    PathParameter(ApiRoute route) {
        String[] segments = route.template().split("/", -1);
        int found = 0;
        while (found < segments.length && !segments[found].startsWith("{")) {
            found++;
        }
        if (found == segments.length) {
            throw new IllegalArgumentException(route + " has no parameter in its path " + route.template());
        }
        this.segment = found;
        this.name = segments[found].substring(1, segments[found].length() - 1);
    }

    /**
     * Returns the value.
     *
     * @throws CandorException INVALID_REQUEST when it is not percent-encoded UTF-8, or not an id
     */
    String of(RoutingContext context) {
        String value = PercentDecoder.decode(raw(context.request().path()), false)
                .orElseThrow(() -> refused("must be percent-encoded UTF-8"));
        String problem = Ids.problemOf(value);
        if (!problem.isEmpty()) {
            throw refused(problem);
        }
        return value;
    }

    private String raw(String path) {
        int start = 0;
        for (int i = 0; i < segment; i++) {
            start = path.indexOf('/', start) + 1;
        }
        int end = path.indexOf('/', start);
        return end < 0 ? path.substring(start) : path.substring(start, end);
    }

    private CandorException refused(String message) {
        return new CandorException(
                ErrorCode.INVALID_REQUEST, "the path is not valid", List.of(new Violation(name, message)));
    }
}
