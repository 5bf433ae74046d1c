package io.candor.verticle;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Subject;
import io.candor.http.SlateService;
import io.candor.serving.Draft;
import io.candor.serving.RecommendationRequest;
import io.candor.serving.Slate;
import io.vertx.core.Future;

/** Finds out who asks, then asks retrieval and ranking, on the same event loop; at most so many requests at a time. Belongs to that loop. */
final class BusSlateService implements SlateService {
    private final LocalBus bus;
    private final ProfileLoader profiles;
    private final int maxInFlight;
    private final String retrieval = LocalBus.onThisLoop(LocalBus.RETRIEVAL);
    private final String ranking = LocalBus.onThisLoop(LocalBus.RANKING);
    private int inFlight;

    BusSlateService(LocalBus bus, ProfileLoader profiles, int maxInFlight) {
        this.bus = bus;
        this.profiles = profiles;
        this.maxInFlight = maxInFlight;
    }

    @Override
    public Future<Slate> recommend(RecommendationRequest request, long deadlineNanos) {
        if (inFlight >= maxInFlight) {
            return Future.failedFuture(new CandorException(
                    ErrorCode.OVERLOADED, "this event loop works on " + maxInFlight + " slates already"));
        }
        inFlight++;
        return profiles.asker(Subject.of(request.user(), request.session()))
                .compose(asker -> bus.<Draft>askHere(retrieval, new RetrieveMessage(request, asker, deadlineNanos)))
                .compose(draft -> bus.<Slate>askHere(ranking, new RankMessage(draft, deadlineNanos))
                        .onFailure(failure -> draft.close()))
                .onComplete(done -> inFlight--);
    }
}
