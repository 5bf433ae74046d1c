package io.candor.http;

import io.vertx.core.http.HttpMethod;

/** Every route of the API, as it stands in {@code openapi.yaml}. */
enum ApiRoute {
    RECOMMEND(HttpMethod.POST, "/v1/placements/{placement}/recommendations"),
    SIMILAR(HttpMethod.GET, "/v1/items/{id}/similar"),
    GET_ITEM(HttpMethod.GET, "/v1/items/{id}"),
    PUT_ITEM(HttpMethod.PUT, "/v1/items/{id}"),
    DELETE_ITEM(HttpMethod.DELETE, "/v1/items/{id}"),
    PUT_AVAILABILITY(HttpMethod.PUT, "/v1/items/{id}/availability"),
    BULK_ITEMS(HttpMethod.POST, "/v1/items"),
    LIST_MODELS(HttpMethod.GET, "/v1/models"),
    ACTIVATE_MODEL(HttpMethod.POST, "/v1/models/{version}/activate"),
    ROLL_BACK_MODEL(HttpMethod.POST, "/v1/models/rollback"),
    OPENAPI(HttpMethod.GET, "/openapi.yaml");

    private final HttpMethod method;
    private final String template;

    ApiRoute(HttpMethod method, String template) {
        this.method = method;
        this.template = template;
    }

    HttpMethod method() {
        return method;
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
