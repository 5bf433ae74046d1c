package io.candor.http;

import io.candor.access.KeyKind;
import io.candor.serving.RecommendationRequest;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /v1/placements/{placement}/recommendations}: a slate for a placement.
 *
 * <p>Body: {@code application/json}, every field optional: {@code request_id} (a
 * UUID; who sends it again gets the same answer), {@code user}, {@code session}, {@code limit} (1 to 100),
 * {@code context} ({@code item}, {@code recent}, {@code attributes}), {@code filter}, {@code exclude}, {@code
 * exclude_slates}, {@code properties}, {@code explain}, {@code variants}, {@code cursor}. With neither user nor session the
 * slate is what anybody is shown. 200 with the slate; 400 naming every field that breaks a rule; 403 for {@code variants}
 * with a publishable key; 404 when the placement is not configured; 503 when it cannot be answered in time.
 */
final class RecommendHandler implements Handler<RoutingContext> {
    private final PathParameter placement = new PathParameter(ApiRoute.RECOMMEND);
    private final SlateResponder responder;
    private final RepeatedRequests repeated;

    /** @param repeated shared by all event loops */
    RecommendHandler(SlateResponder responder, RepeatedRequests repeated) {
        this.responder = responder;
        this.repeated = repeated;
    }

    @Override
    public void handle(RoutingContext context) {
        Exchange exchange = Exchange.of(context);
        byte[] body = JsonBody.of(context);
        RecommendationRequest request = RecommendationRequestReader.read(
                body, exchange.requestId(), placement.of(context), exchange.may(KeyKind.SECRET));
        if (request.requestId().equals(exchange.requestId())) {
            responder.respond(context, request);
        } else {
            respondOnce(context, request, body);
        }
    }

    private void respondOnce(RoutingContext context, RecommendationRequest request, byte[] body) {
        Context loop = context.vertx().getOrCreateContext();
        repeated.answer(request.requestId(), request.placement(), body, () -> responder.answer(context, request))
                .onComplete(answer -> loop.runOnContext(now -> {
                    if (answer.succeeded()) {
                        Answers.json(context, answer.result());
                    } else {
                        context.fail(answer.cause());
                    }
                }));
    }
}
