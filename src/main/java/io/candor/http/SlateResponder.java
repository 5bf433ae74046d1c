package io.candor.http;

import io.candor.serving.RecommendationRequest;
import io.candor.serving.Slate;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Asks for a slate and answers with it, or with what failed. Belongs to one event loop. */
final class SlateResponder {
    private final SlateService slates;
    private final long deadlineNanos;
    private final HttpMetrics metrics;
    private final SlateWriter writer = new SlateWriter();

    SlateResponder(SlateService slates, Duration deadline, HttpMetrics metrics) {
        this.slates = slates;
        this.deadlineNanos = deadline.toNanos();
        this.metrics = metrics;
    }

    void respond(RoutingContext context, RecommendationRequest request) {
        long deadline = Exchange.of(context).startNanos() + deadlineNanos;
        slates.recommend(request, deadline).onComplete(slate -> render(context, request, slate), context::fail);
    }

    private void render(RoutingContext context, RecommendationRequest request, Slate slate) {
        try (slate) {
            metrics.slate(slate);
            Answers.json(context, writer.write(slate, request.properties(), request.explain()));
        } catch (RuntimeException e) {
            context.fail(e);
        }
    }
}
