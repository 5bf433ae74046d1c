package io.candor.http;

import io.candor.access.KeyDigest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;

/**
 * The router of the API (data plane) for one event loop: gate, preflights, for each {@link ApiRoute} the key check and
 * then its body, admission and its handler, and problem documents for everything else. Paths are matched as they were
 * sent, undecoded, so that an escaped "/" stays inside its segment.
 */
final class ApiRouter {
    private final HttpConfig config;
    private final ApiServices services;
    private final ApiRuntime runtime;
    private final RequestGate gate;
    private final Router router;

    private ApiRouter(Vertx vertx, HttpConfig config, ApiServices services, ApiRuntime runtime, RequestGate gate) {
        this.config = config;
        this.services = services;
        this.runtime = runtime;
        this.gate = gate;
        this.router = Router.router(vertx);
    }

    /** Returns a router to be used on one event loop only. */
    static Router create(Vertx vertx, HttpConfig config, ApiServices services, ApiRuntime runtime, RequestGate gate) {
        return new ApiRouter(vertx, config, services, runtime, gate).build();
    }

    private Router build() {
        router.route().handler(gate);
        CorsPolicy cors = new CorsPolicy(config.cors(), runtime.keys());
        router.route().handler(cors);
        KeyDigest digest = new KeyDigest();
        JsonBody smallBody = new JsonBody(config.limits().maxBody().toIntExact());
        JsonBody itemBody = new JsonBody(config.limits().maxItemBody().toIntExact());
        JsonBody eventsBody =
                new JsonBody(config.limits().maxEventsBody().toIntExact(), MediaType.JSON, MediaType.TEXT);
        ExperimentsHandler experiments = new ExperimentsHandler(services.experiments());
        SlateResponder responder = new SlateResponder(services.slates(), config.requestDeadline(), runtime);
        for (ApiRoute route : ApiRoute.values()) {
            Route mounted =
                    mount(route).handler(new KeyCheck(route.access(), runtime.keys(), cors, runtime.metrics(), digest));
            switch (route) {
                case RECOMMEND, PUT_AVAILABILITY, MERGE_USERS, PUT_EXPERIMENT, TOGGLE_EXPERIMENT, TOGGLE_EXPLORATION ->
                    mounted.handler(smallBody);
                case PUT_ITEM -> mounted.handler(itemBody);
                case EVENTS -> mounted.handler(eventsBody);
                default -> {}
            }
            mounted.handler(gate::admit).handler(handler(route, responder, experiments));
        }
        mountMismatches();
        new ProblemHandler(runtime.ids()).mount(router);
        return router;
    }

    private Handler<RoutingContext> handler(ApiRoute route, SlateResponder responder, ExperimentsHandler experiments) {
        return switch (route) {
            case RECOMMEND -> new RecommendHandler(responder, runtime.repeated());
            case SIMILAR -> new SimilarHandler(responder);
            case GET_ITEM -> new GetItemHandler(services.items());
            case PUT_ITEM -> new PutItemHandler(services.items());
            case DELETE_ITEM -> new DeleteItemHandler(services.items());
            case PUT_AVAILABILITY -> new PutAvailabilityHandler(services.items());
            case BULK_ITEMS -> new BulkItemsHandler(services.items(), config.limits());
            case EVENTS -> new EventsHandler(services.intake(), services.events(), config, runtime.metrics());
            case MERGE_USERS -> new MergeUsersHandler(services.users());
            case GET_USER -> new GetUserHandler(services.users(), config.requestDeadline());
            case DELETE_USER -> new DeleteUserHandler(services.users());
            case LIST_MODELS -> new ListModelsHandler(services.models());
            case ACTIVATE_MODEL -> new ActivateModelHandler(services.models());
            case ROLL_BACK_MODEL -> new RollBackModelHandler(services.models());
            case LIST_EXPERIMENTS -> experiments::list;
            case GET_EXPERIMENT -> experiments::get;
            case PUT_EXPERIMENT -> experiments::put;
            case DELETE_EXPERIMENT -> experiments::delete;
            case TOGGLE_EXPERIMENT -> experiments::toggle;
            case EXPERIMENT_RESULTS -> experiments::results;
            case EXPERIMENT_AUDIT -> experiments::audit;
            case GET_EXPLORATION -> experiments::exploration;
            case TOGGLE_EXPLORATION -> experiments::toggleExploration;
            case GET_REPORT -> new GetReportHandler(services.reports());
            case OPENAPI -> new OpenApiHandler();
        };
    }

    private Route mount(ApiRoute route) {
        Route mounted = router.routeWithRegex(route.method(), route.pattern())
                .useNormalizedPath(false)
                .setName(route.template());
        if (route.method().equals(HttpMethod.GET)) {
            mounted.method(HttpMethod.HEAD);
        }
        return mounted.handler(context -> {
            Exchange.of(context).matched(route);
            context.next();
        });
    }

    /** A fixed path that another route takes for one with a parameter has the methods of both. */
    private static boolean takesToo(ApiRoute route, String pattern) {
        return !pattern.contains("[") && pattern.matches(route.pattern());
    }

    private void mountMismatches() {
        for (String pattern : Arrays.stream(ApiRoute.values())
                .map(ApiRoute::pattern)
                .distinct()
                .toList()) {
            List<HttpMethod> methods = Arrays.stream(ApiRoute.values())
                    .filter(route -> route.pattern().equals(pattern) || takesToo(route, pattern))
                    .map(ApiRoute::method)
                    .toList();
            router.routeWithRegex(pattern).useNormalizedPath(false).handler(new RouteMismatch(methods));
        }
    }
}
