package io.candor.http;

import io.candor.serving.RecommendationRequest;
import io.candor.serving.Slate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
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
        answer(context, request).onComplete(body -> Answers.json(context, body), context::fail);
    }

    /** Returns the answer to a request. */
    Future<Buffer> answer(RoutingContext context, RecommendationRequest request) {
        long deadline = Exchange.of(context).receivedNanos() + deadlineNanos;
        return slates.recommend(request, deadline).map(slate -> render(request, slate));
    }

    private Buffer render(RecommendationRequest request, Slate slate) {
        try (slate) {
            metrics.slate(slate);
            return writer.write(slate, request.properties(), request.explain());
        }
    }
}
