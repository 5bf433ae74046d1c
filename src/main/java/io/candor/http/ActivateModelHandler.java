package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code POST /v1/models/{version}/activate}: loads, checks and warms a known model and lets it serve. No body. 200 with the
 * model once it serves; 404 when the version is not known; 422 with the reason when its bundle is refused, and then the
 * model that serves goes on serving.
 */
final class ActivateModelHandler implements Handler<RoutingContext> {
    private final PathParameter version = new PathParameter(ApiRoute.ACTIVATE_MODEL);
    private final ModelService models;

    ActivateModelHandler(ModelService models) {
        this.models = models;
    }

    @Override
    public void handle(RoutingContext context) {
        models.activate(version.of(context))
                .onComplete(model -> Answers.json(context, ModelWriter.one(model)), context::fail);
    }
}
