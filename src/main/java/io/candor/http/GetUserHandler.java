package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * {@code GET /v1/users/{id}}: the profile as the ranker sees it, of a user, or of a session with {@code ?kind=session}. 200
 * also for somebody of whom nothing is known; 503 when the profile cannot be read in time.
 */
final class GetUserHandler implements Handler<RoutingContext> {
    private final SubjectParameters subject = new SubjectParameters(ApiRoute.GET_USER);
    private final ProfileWriter writer = new ProfileWriter();
    private final UserService users;
    private final long deadlineNanos;

    GetUserHandler(UserService users, Duration deadline) {
        this.users = users;
        this.deadlineNanos = deadline.toNanos();
    }

    @Override
    public void handle(RoutingContext context) {
        users.view(subject.of(context), Exchange.of(context).receivedNanos() + deadlineNanos)
                .onComplete(view -> Answers.json(context, writer.write(view)), context::fail);
    }
}
