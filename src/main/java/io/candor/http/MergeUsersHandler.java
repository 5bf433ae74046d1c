package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import io.candor.event.Subject;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/users/merge}: a session turned out to be a user's, and what is known of it belongs to the user from now on.
 *
 * <p>Body: {@code {"session": "…", "user": "…"}}. 200 with how many events went over and how many items the profile knows
 * now; 202 when it is durable and storage will follow; 503 when it could not be made durable.
 */
final class MergeUsersHandler implements Handler<RoutingContext> {
    private static final List<String> FIELDS = List.of("session", "user");

    private final UserService users;

    MergeUsersHandler(UserService users) {
        this.users = users;
    }

    private record Body(String session, String user) {}

    @Override
    public void handle(RoutingContext context) {
        Body body = JsonDocument.read(JsonBody.of(context), MergeUsersHandler::body);
        users.merge(Subject.session(body.session), Subject.user(body.user))
                .onComplete(outcome -> answer(context, outcome), context::fail);
    }

    private static Body body(JsonParser parser, Violations violations) throws IOException {
        RequestValues values = new RequestValues(parser, violations);
        ObjectFields fields = new ObjectFields(parser, violations, "", FIELDS);
        String session = "";
        String user = "";
        boolean sessionGiven = false;
        boolean userGiven = false;
        for (@Nullable String name = fields.next(); name != null; name = fields.next()) {
            if (name.equals("session")) {
                session = values.id(name);
                sessionGiven = true;
            } else {
                user = values.id(name);
                userGiven = true;
            }
        }
        if (!sessionGiven) {
            violations.add("session", "must be given");
        }
        if (!userGiven) {
            violations.add("user", "must be given");
        }
        return new Body(session, user);
    }

    private static void answer(RoutingContext context, MergeOutcome outcome) {
        switch (outcome) {
            case MergeOutcome.Done(int items) -> Answers.json(context, merged(context, items));
            case MergeOutcome.Pending() -> Answers.accepted(context, PendingWriter.write(context));
        }
    }

    private static Buffer merged(RoutingContext context, int items) {
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeStringField("request_id", Exchange.of(context).requestId());
            out.writeNumberField("items", items);
            out.writeEndObject();
        });
    }
}
