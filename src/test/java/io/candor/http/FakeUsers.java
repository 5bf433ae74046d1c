package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Subject;
import io.candor.profile.Cause;
import io.candor.profile.ProfileView;
import io.candor.profile.ProfileView.Evidence;
import io.candor.profile.ProfileView.ItemView;
import io.candor.profile.ProfileView.PurchaseView;
import io.candor.profile.ProfileView.RatingView;
import io.candor.profile.ProfileView.Scope;
import io.candor.profile.ProfileView.SearchView;
import io.candor.profile.ProfileView.Signals;
import io.candor.profile.ProfileView.Suppression;
import io.candor.profile.ProfileView.WatchView;
import io.candor.profile.WatchSentiment;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Knows {@code 42} well and {@code later} not quite now; the storage of {@code full} cannot take anything. */
final class FakeUsers implements UserService {
    private static final long THEN = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final Signals SEEN = new Signals(5, 2, 1, Optional.of(12.5), true, false, false, true, false, false);

    @Override
    public Future<UserView> view(Subject subject, long deadlineNanos) {
        return switch (subject.id()) {
            case "full" -> full();
            case "42" -> Future.succeededFuture(new UserView(known(subject), UserView.Vector.FOLDED_IN));
            default ->
                Future.succeededFuture(new UserView(
                        new ProfileView(
                                subject,
                                THEN,
                                OptionalLong.empty(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()),
                        UserView.Vector.NONE));
        };
    }

    @Override
    public Future<ErasureOutcome> erase(Subject subject) {
        return switch (subject.id()) {
            case "full" -> full();
            case "later" -> Future.succeededFuture(ErasureOutcome.PENDING);
            default -> Future.succeededFuture(ErasureOutcome.DONE);
        };
    }

    @Override
    public Future<MergeOutcome> merge(Subject from, Subject into) {
        return switch (into.id()) {
            case "full" -> full();
            case "later" -> Future.succeededFuture(new MergeOutcome.Pending());
            default -> Future.succeededFuture(new MergeOutcome.Done(3));
        };
    }

    private static <T> Future<T> full() {
        return Future.failedFuture(new CandorException(ErrorCode.EVENTLOG_FULL, "the disk is full"));
    }

    private static ProfileView known(Subject subject) {
        ItemView watched = new ItemView(
                "é/1",
                2.61,
                1,
                0.86,
                105.4,
                THEN,
                SEEN,
                Optional.of(new WatchView(1750 / 1800.0, 1750 / 1800.0 + 0.5, WatchSentiment.LOVED, true, 1750)),
                Optional.of(new RatingView(5, 5 - 10 / 3.0)),
                Optional.empty());
        ItemView bought = new ItemView(
                "2",
                -1.09,
                -3,
                0,
                1,
                THEN,
                new Signals(1, 0, 1, Optional.empty(), false, true, false, false, false, false),
                Optional.of(new WatchView(120 / 1800.0, 120 / 1800.0, WatchSentiment.BOUNCE, false, 120)),
                Optional.empty(),
                Optional.of(new PurchaseView(2, THEN, false, 2 * Math.exp(-30 / 90.0))));
        return new ProfileView(
                subject,
                THEN,
                OptionalLong.of(THEN),
                List.of(watched, bought),
                List.of(
                        new Suppression("2", Scope.ITEM, Cause.DISLIKE, 0, OptionalLong.empty()),
                        new Suppression("2", Scope.SIMILAR, Cause.DISLIKE, 0.5, OptionalLong.of(THEN + 1000)),
                        new Suppression("3", Scope.CREATORS, Cause.HIDE, 0, OptionalLong.of(THEN))),
                List.of("9"),
                List.of(new Evidence("é/1", 2.61)),
                List.of(new SearchView("tea", THEN)));
    }
}
