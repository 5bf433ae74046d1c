package io.candor.http;

import io.vertx.core.http.HttpMethod;

/** Every route of the API, as it stands in {@code openapi.yaml}, and which key it needs. */
enum ApiRoute {
    RECOMMEND("POST", "/v1/placements/{placement}/recommendations", Access.PUBLISHABLE),
    SIMILAR("GET", "/v1/items/{id}/similar", Access.PUBLISHABLE),
    GET_ITEM("GET", "/v1/items/{id}", Access.SECRET),
    PUT_ITEM("PUT", "/v1/items/{id}", Access.SECRET),
    DELETE_ITEM("DELETE", "/v1/items/{id}", Access.SECRET),
    PUT_AVAILABILITY("PUT", "/v1/items/{id}/availability", Access.SECRET),
    BULK_ITEMS("POST", "/v1/items", Access.SECRET),
    EVENTS("POST", "/v1/events", Access.PUBLISHABLE),
    MERGE_USERS("POST", "/v1/users/merge", Access.SECRET),
    GET_USER("GET", "/v1/users/{id}", Access.SECRET),
    DELETE_USER("DELETE", "/v1/users/{id}", Access.SECRET),
    LIST_MODELS("GET", "/v1/models", Access.ADMIN),
    ACTIVATE_MODEL("POST", "/v1/models/{version}/activate", Access.ADMIN),
    ROLL_BACK_MODEL("POST", "/v1/models/rollback", Access.ADMIN),
    LIST_EXPERIMENTS("GET", "/v1/experiments", Access.ADMIN),
    GET_EXPERIMENT("GET", "/v1/experiments/{id}", Access.ADMIN),
    PUT_EXPERIMENT("PUT", "/v1/experiments/{id}", Access.ADMIN),
    DELETE_EXPERIMENT("DELETE", "/v1/experiments/{id}", Access.ADMIN),
    TOGGLE_EXPERIMENT("POST", "/v1/experiments/{id}/toggle", Access.ADMIN),
    EXPERIMENT_RESULTS("GET", "/v1/experiments/{id}/results", Access.ADMIN),
    EXPERIMENT_AUDIT("GET", "/v1/experiments/{id}/audit", Access.ADMIN),
    GET_EXPLORATION("GET", "/v1/exploration", Access.ADMIN),
    TOGGLE_EXPLORATION("POST", "/v1/exploration/toggle", Access.ADMIN),
    GET_REPORT("GET", "/v1/reports/{kind}", Access.ADMIN),
    OPENAPI("GET", "/openapi.yaml", Access.ANYBODY);

    private final String method;
    private final String template;
    private final Access access;

    ApiRoute(String method, String template, Access access) {
        this.method = method;
        this.template = template;
        this.access = access;
    }

    HttpMethod method() {
        return HttpMethod.valueOf(method);
    }

    /** Returns the path with its parameter, if any, in braces. */
    String template() {
        return template;
    }

    /** Returns which key it needs. */
    Access access() {
        return access;
    }

    /** Returns the regular expression of the undecoded path; a parameter is one segment that is not empty. */
    String pattern() {
        return template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+");
    }
}
