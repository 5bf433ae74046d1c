package io.candor.http;

import io.vertx.core.Future;
import java.util.List;

/** The models as the HTTP API sees them. */
public interface ModelService {
    /** Returns every known model, the newest registered first. */
    Future<List<ModelStatus>> list();

    /**
     * Loads, checks and warms a known version and swaps it in; fails with MODEL_NOT_FOUND or a BUNDLE_… code, and then
     * the running one stays.
     */
    Future<ModelStatus> activate(String version);

    /** Activates the version that served before. Fails with MODEL_NOT_FOUND when there is none. */
    Future<ModelStatus> rollback();
}
