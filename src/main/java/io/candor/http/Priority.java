package io.candor.http;

/** Which requests are refused last when there is too much to do: what people did, then slates, then everything else. */
enum Priority {
    EVENTS,
    SLATES,
    REST;

    /** Returns the priority of a request by its path, which need not be a route's. */
    static Priority of(String path) {
        if (path.startsWith("/v1/events")) {
            return EVENTS;
        }
        return path.startsWith("/v1/placements/") || path.endsWith("/similar") ? SLATES : REST;
    }
}
