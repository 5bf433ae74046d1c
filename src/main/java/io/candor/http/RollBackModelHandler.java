package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /v1/models/rollback}: lets the model serve that served before this one. No body. 200 with that model; 404 when
 * there is none; 422 when its bundle is refused by now.
 */
final class RollBackModelHandler implements Handler<RoutingContext> {
    private final ModelService models;

    RollBackModelHandler(ModelService models) {
        this.models = models;
    }

    @Override
    public void handle(RoutingContext context) {
        models.rollback().onComplete(model -> Answers.json(context, ModelWriter.one(model)), context::fail);
    }
}
