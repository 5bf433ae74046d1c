package io.candor.verticle;

import io.candor.event.Subject;
import io.candor.http.UserService;
import io.vertx.core.Future;

/** Looks users up in memory or the database, and hands what changes them to the projector. Belongs to one event loop. */
final class BusUserService implements UserService {
    private final LocalBus bus;
    private final ProfileLoader profiles;

    BusUserService(LocalBus bus, ProfileLoader profiles) {
        this.bus = bus;
        this.profiles = profiles;
    }

    @Override
    public Future<ErasureOutcome> erase(Subject subject) {
        return bus.ask(LocalBus.USERS, new UserMessage.Erase(subject));
    }

    @Override
    public Future<MergeOutcome> merge(Subject from, Subject into) {
        return bus.ask(LocalBus.USERS, new UserMessage.Join(from, into));
    }
}
