package io.candor.verticle;

import io.candor.http.ModelService;
import io.candor.http.ModelStatus;
import io.vertx.core.Future;
import java.util.List;

/** Asks the model verticle. Thread-safe. */
final class BusModelService implements ModelService {
    private final LocalBus bus;

    BusModelService(LocalBus bus) {
        this.bus = bus;
    }

    @Override
    public Future<List<ModelStatus>> list() {
        return bus.ask(LocalBus.MODELS, new ModelMessage.ListAll());
    }

    @Override
    public Future<ModelStatus> activate(String version) {
        return bus.ask(LocalBus.MODELS, new ModelMessage.Activate(version));
    }

    @Override
    public Future<ModelStatus> rollback() {
        return bus.ask(LocalBus.MODELS, new ModelMessage.RollBack());
    }
}
