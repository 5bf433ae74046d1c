package io.candor.verticle;

import io.candor.profile.ProfileCache;
import io.candor.profile.ProfileRules;
import io.candor.serving.ErasedSubjects;
import io.candor.storage.FeedbackStore;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How profiles are got hold of.
 *
 * @param profiles those in memory
 * @param rules what follows from them
 * @param erased who is to be forgotten
 * @param store where the others are; empty as long as there is no database yet
 * @param deadline how long a request waits for the database
 * @param maxLoading profiles an event loop loads at a time
 */
public record ProfileAccess(
        ProfileCache profiles,
        ProfileRules rules,
        ErasedSubjects erased,
        Supplier<Optional<FeedbackStore>> store,
        Duration deadline,
        int maxLoading) {
    /** Returns a loader for the calling event loop. */
    ProfileLoader loader(Vertx vertx) {
        return new ProfileLoader(vertx, profiles, store, deadline, maxLoading);
    }
}
