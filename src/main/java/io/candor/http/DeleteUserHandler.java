package io.candor.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code DELETE /v1/users/{id}}: forgets a user, or a session with {@code ?kind=session}, in state and log. 204 when it is
 * gone everywhere, known or not; 202 when the wish is durable and storage will follow; 503 when it could not be made durable.
 */
final class DeleteUserHandler implements Handler<RoutingContext> {
    private final SubjectParameters subject = new SubjectParameters(ApiRoute.DELETE_USER);
    private final UserService users;

    DeleteUserHandler(UserService users) {
        this.users = users;
    }

    @Override
    public void handle(RoutingContext context) {
        users.erase(subject.of(context)).onComplete(outcome -> answer(context, outcome), context::fail);
    }

    private static void answer(RoutingContext context, ErasureOutcome outcome) {
        switch (outcome) {
            case DONE -> Answers.noContent(context);
            case PENDING -> Answers.accepted(context, PendingWriter.write(context));
        }
    }
}
