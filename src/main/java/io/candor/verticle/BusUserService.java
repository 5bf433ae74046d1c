package io.candor.verticle;

import io.candor.catalog.IdTable;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Subject;
import io.candor.http.ErasureOutcome;
import io.candor.http.MergeOutcome;
import io.candor.http.UserService;
import io.candor.http.UserView;
import io.candor.http.UserView.Vector;
import io.candor.profile.Profile;
import io.candor.profile.ProfileRules;
import io.candor.serving.Asker;
import io.candor.serving.CurrentModel;
import io.candor.serving.ErasedSubjects;
import io.candor.serving.ServingModel;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Looks users up in memory or the database, and hands what changes them to the projector. Belongs to one event loop. */
final class BusUserService implements UserService {
    private final LocalBus bus;
    private final ProfileLoader profiles;
    private final ProfileRules rules;
    private final ErasedSubjects erased;
    private final CurrentModel models;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    BusUserService(
            LocalBus bus,
            ProfileLoader profiles,
            ProfileRules rules,
            ErasedSubjects erased,
            CurrentModel models,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.bus = bus;
        this.profiles = profiles;
        this.rules = rules;
        this.erased = erased;
        this.models = models;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    @Override
    public Future<UserView> view(Subject subject, long deadlineNanos) {
        return profiles.asker(subject, deadlineNanos - nanoTime.getAsLong()).compose(this::view);
    }

    private Future<UserView> view(Asker asker) {
        if (asker.degradation().isPresent()) {
            return Future.failedFuture(new CandorException(
                    ErrorCode.STORAGE_UNAVAILABLE, "the database did not say in time what is known of them"));
        }
        Profile profile = asker.profile();
        return Future.succeededFuture(new UserView(rules.view(profile, clock.millis()), vectorOf(profile)));
    }

    /** Says where the vector comes from; what a slate would do, as far as that is known without one. */
    private Vector vectorOf(Profile profile) {
        if (isTrained(profile.subject())) {
            return Vector.TRAINED;
        }
        return profile.isEmpty() ? Vector.NONE : Vector.FOLDED_IN;
    }

    private boolean isTrained(Subject subject) {
        if (models.peek().isEmpty()) {
            return false;
        }
        ServingModel model = models.acquire();
        try {
            return model.rowOf(subject, erased) != IdTable.NOT_FOUND;
        } finally {
            model.release();
        }
    }

    @Override
    public Future<ErasureOutcome> erase(Subject subject) {
        return bus.ask(LocalBus.USERS, new UserMessage.Erase(subject));
    }

    @Override
    public Future<MergeOutcome> merge(Subject from, Subject into) {
        return bus.<Boolean>ask(LocalBus.USERS, new UserMessage.Join(from, into))
                .compose(done -> done ? joined(into) : Future.succeededFuture(new MergeOutcome.Pending()));
    }

    private Future<MergeOutcome> joined(Subject into) {
        return profiles.asker(into)
                .map(asker -> new MergeOutcome.Done(asker.profile().items()));
    }
}
