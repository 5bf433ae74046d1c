package io.candor.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;

/** The models as the HTTP API sees them. */
public interface ModelService {
    /** Returns one object a known model: version, algorithm, registered_at, activated_at, active, serving, metrics. */
    Future<ArrayNode> list();

    /**
     * Loads, checks and warms a known version and swaps it in; fails with MODEL_NOT_FOUND or a BUNDLE_… code, and then
     * the running one stays.
     */
    Future<ObjectNode> activate(String version);

    /** Activates the version that served before. Fails with MODEL_NOT_FOUND when there is none. */
    Future<ObjectNode> rollback();
}
