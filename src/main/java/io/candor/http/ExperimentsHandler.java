package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.experiment.Experiment;
import io.candor.experiment.ExperimentCodec;
import io.candor.experiment.StoredExperiment;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The routes under {@code /v1/experiments}. An answer with one experiment carries its revision as {@code ETag}; {@code
 * If-Match} with one, or {@code If-None-Match: *} for a new one, keeps a change from overwriting another's.
 */
final class ExperimentsHandler {
    private static final int MAX_CHANGES = 1_000;
    private static final int DEFAULT_CHANGES = 100;
    private static final List<String> AUDIT_PARAMETERS = List.of("limit");
    private static final String ANY = "*";

    private final PathParameter get = new PathParameter(ApiRoute.GET_EXPERIMENT);
    private final PathParameter toggle = new PathParameter(ApiRoute.TOGGLE_EXPERIMENT);
    private final ExperimentService experiments;

    ExperimentsHandler(ExperimentService experiments) {
        this.experiments = experiments;
    }

    /** {@code GET /v1/experiments}: all of them, by id. */
    void list(RoutingContext context) {
        experiments.list().onComplete(all -> Answers.json(context, ExperimentJson.list(all)), context::fail);
    }

    /** {@code GET /v1/experiments/{id}}: its document. */
    void get(RoutingContext context) {
        answer(context, experiments.find(get.of(context)));
    }

    /**
     * {@code PUT /v1/experiments/{id}}: creates it (201) or replaces its document (200). 400 naming everything that is wrong; 409
     * when its layer has no room for it; 412 when it is not the one that was expected.
     */
    void put(RoutingContext context) {
        List<Violation> violations = new ArrayList<>();
        Optional<Experiment> read = ExperimentCodec.read(JsonBody.of(context), get.of(context), violations);
        if (read.isEmpty()) {
            throw new CandorException(
                    ErrorCode.INVALID_REQUEST,
                    violations.size() == 1 ? "the experiment breaks a rule" : "the experiment breaks several rules",
                    violations.size() <= Violations.MAX ? violations : violations.subList(0, Violations.MAX));
        }
        experiments
                .put(read.get(), expected(context), Exchange.of(context).actor())
                .onComplete(
                        saved -> {
                            if (saved.created()) {
                                context.response().setStatusCode(201);
                            }
                            show(context, saved.stored());
                        },
                        context::fail);
    }

    /** {@code DELETE /v1/experiments/{id}}: also what was observed of it; its history stays. 204. */
    void delete(RoutingContext context) {
        experiments
                .delete(get.of(context), expected(context), Exchange.of(context).actor())
                .onComplete(done -> Answers.noContent(context), context::fail);
    }

    /** {@code POST /v1/experiments/{id}/toggle} with {@code {"enabled": true}}: on or off, everywhere within a second. */
    void toggle(RoutingContext context) {
        boolean enabled = FlagReader.read(JsonBody.of(context), "enabled");
        answer(
                context,
                experiments.toggle(
                        toggle.of(context), enabled, Exchange.of(context).actor()));
    }

    /** {@code GET /v1/experiments/{id}/results}: what came of it so far. */
    void results(RoutingContext context) {
        experiments
                .results(toggle.of(context))
                .onComplete(results -> Answers.json(context, ResultsJson.of(results)), context::fail);
    }

    /** {@code GET /v1/experiments/{id}/audit}: who changed it, when and how, the newest first; {@code limit} 1 to 1000. */
    void audit(RoutingContext context) {
        Violations violations = new Violations();
        int limit = new QueryParameters(context.request().query(), AUDIT_PARAMETERS, violations)
                .wholeNumber("limit", 1, MAX_CHANGES);
        violations.throwIfAny();
        experiments
                .audit(toggle.of(context), limit == 0 ? DEFAULT_CHANGES : limit)
                .onComplete(changes -> Answers.json(context, ExperimentJson.audit(changes)), context::fail);
    }

    /** {@code GET /v1/exploration}: whether anything may be left to chance. */
    void exploration(RoutingContext context) {
        experiments
                .exploration()
                .onComplete(state -> Answers.json(context, ExperimentJson.exploration(state)), context::fail);
    }

    /** {@code POST /v1/exploration/toggle} with {@code {"enabled": false}}: draws every slate greedily, everywhere. */
    void toggleExploration(RoutingContext context) {
        boolean enabled = FlagReader.read(JsonBody.of(context), "enabled");
        experiments
                .setExploration(enabled, Exchange.of(context).actor())
                .onComplete(state -> Answers.json(context, ExperimentJson.exploration(state)), context::fail);
    }

    private static void answer(RoutingContext context, Future<StoredExperiment> stored) {
        stored.onComplete(experiment -> show(context, experiment), context::fail);
    }

    private static void show(RoutingContext context, StoredExperiment stored) {
        context.response().putHeader(HttpHeaders.ETAG, "\"" + stored.revision() + "\"");
        Answers.json(context, ExperimentJson.one(stored));
    }

    private static OptionalLong expected(RoutingContext context) {
        String match = context.request().getHeader(HttpHeaders.IF_MATCH);
        String noneMatch = context.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (match == null) {
            if (noneMatch != null && !noneMatch.equals(ANY)) {
                throw refused("If-None-Match", "must be *, was " + Violations.shortened(noneMatch));
            }
            return noneMatch == null ? OptionalLong.empty() : OptionalLong.of(0);
        }
        if (noneMatch != null || !match.matches("\"[1-9][0-9]{0,17}\"")) {
            throw refused("If-Match", "must be the ETag of one revision, alone, was " + Violations.shortened(match));
        }
        return OptionalLong.of(Long.parseLong(match.substring(1, match.length() - 1)));
    }

    private static CandorException refused(String header, String message) {
        return new CandorException(
                ErrorCode.INVALID_REQUEST, "a header is not valid", List.of(new Violation(header, message)));
    }
}
