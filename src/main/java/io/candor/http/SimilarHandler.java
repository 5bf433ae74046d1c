package io.candor.http;

import io.candor.catalog.ItemFilter;
import io.candor.serving.RecommendationRequest;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /v1/items/{id}/similar}: a slate of items like this one.
 *
 * <p>Query: {@code limit} (1 to 100), {@code user}, {@code session}, {@code exclude} (repeated), {@code properties}
 * (repeated, or with commas), {@code explain} (true or false), {@code cursor}. 200 with a slate of the same form as a
 * placement's; 400 naming every parameter that breaks a rule; 404 when the item is not known.
 */
final class SimilarHandler implements Handler<RoutingContext> {
    private static final List<String> PARAMETERS =
            List.of("limit", "user", "session", "exclude", "properties", "explain", "cursor");

    private final PathParameter item = new PathParameter(ApiRoute.SIMILAR);
    private final SlateResponder responder;

    SimilarHandler(SlateResponder responder) {
        this.responder = responder;
    }

    @Override
    public void handle(RoutingContext context) {
        String id = item.of(context);
        Violations violations = new Violations();
        QueryParameters query = new QueryParameters(context.request().query(), PARAMETERS, violations);
        RecommendationRequest request = request(Exchange.of(context).requestId(), id, query);
        violations.throwIfAny();
        responder.respond(context, request);
    }

    private static RecommendationRequest request(String requestId, String id, QueryParameters query) {
        return new RecommendationRequest(
                requestId,
                RecommendationRequest.SIMILAR,
                query.id("user"),
                query.id("session"),
                query.wholeNumber("limit", 1, RecommendationRequest.MAX_LIMIT),
                id,
                List.of(),
                Map.of(),
                ItemFilter.NONE,
                query.ids("exclude", RecommendationRequestReader.MAX_EXCLUDED),
                List.of(),
                query.names("properties", RecommendationRequestReader.MAX_PROPERTIES),
                query.flag("explain"),
                Map.of(),
                query.text("cursor"));
    }
}
