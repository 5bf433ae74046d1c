package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /v1/models}: every known model, the newest registered first. */
final class ListModelsHandler implements Handler<RoutingContext> {
    private final ModelService models;

    ListModelsHandler(ModelService models) {
        this.models = models;
    }

    @Override
    public void handle(RoutingContext context) {
        models.list().onComplete(list -> Answers.json(context, ModelWriter.list(list)), context::fail);
    }
}
