package io.candor.http;

import io.vertx.core.http.HttpMethod;

/** Every route of the API, as it stands in {@code openapi.yaml}. */
enum ApiRoute {
    RECOMMEND("POST", "/v1/placements/{placement}/recommendations"),
    SIMILAR("GET", "/v1/items/{id}/similar"),
    GET_ITEM("GET", "/v1/items/{id}"),
    PUT_ITEM("PUT", "/v1/items/{id}"),
    DELETE_ITEM("DELETE", "/v1/items/{id}"),
    PUT_AVAILABILITY("PUT", "/v1/items/{id}/availability"),
    BULK_ITEMS("POST", "/v1/items"),
    EVENTS("POST", "/v1/events"),
    MERGE_USERS("POST", "/v1/users/merge"),
    GET_USER("GET", "/v1/users/{id}"),
    DELETE_USER("DELETE", "/v1/users/{id}"),
    LIST_MODELS("GET", "/v1/models"),
    ACTIVATE_MODEL("POST", "/v1/models/{version}/activate"),
    ROLL_BACK_MODEL("POST", "/v1/models/rollback"),
    OPENAPI("GET", "/openapi.yaml");

    private final String method;
    private final String template;

    ApiRoute(String method, String template) {
        this.method = method;
        this.template = template;
    }

    HttpMethod method() {
        return HttpMethod.valueOf(method);
    }

    /** Returns the path with its parameter, if any, in braces. */
    String template() {
        return template;
    }

    /** Returns the regular expression of the undecoded path; a parameter is one segment that is not empty. */
    String pattern() {
        return template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+");
    }
}
