package io.candor.http;

import io.candor.event.Subject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The subject a request is about: its id in the path, and {@code kind} (user or session) in the query. */
final class SubjectParameters {
    private static final List<String> PARAMETERS = List.of("kind");

    private final PathParameter id;

    SubjectParameters(ApiRoute route) {
        this.id = new PathParameter(route);
    }

    /**
     * Returns the subject.
     *
     * @throws io.candor.error.CandorException INVALID_REQUEST when id or kind breaks a rule
     */
    Subject of(RoutingContext context) {
        String value = id.of(context);
        Violations violations = new Violations();
        QueryParameters query = new QueryParameters(context.request().query(), PARAMETERS, violations);
        String kind = query.text("kind");
        Subject subject = switch (kind) {
            case "", "user" -> Subject.user(value);
            case "session" -> Subject.session(value);
            default -> {
                violations.add("kind", "must be user or session, was \"" + Violations.shortened(kind) + "\"");
                yield Subject.NOBODY;
            }
        };
        violations.throwIfAny();
        return subject;
    }
}
