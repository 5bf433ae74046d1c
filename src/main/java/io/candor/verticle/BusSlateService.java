package io.candor.verticle;

import io.candor.event.Subject;
import io.candor.http.SlateService;
import io.candor.serving.Draft;
import io.candor.serving.RecommendationRequest;
import io.candor.serving.Slate;
import io.vertx.core.Future;

/** Finds out who asks, then asks retrieval and ranking, on the same event loop. Belongs to that loop. */
final class BusSlateService implements SlateService {
    private final LocalBus bus;
    private final ProfileLoader profiles;
    private final String retrieval = LocalBus.onThisLoop(LocalBus.RETRIEVAL);
    private final String ranking = LocalBus.onThisLoop(LocalBus.RANKING);

    BusSlateService(LocalBus bus, ProfileLoader profiles) {
        this.bus = bus;
        this.profiles = profiles;
    }

    @Override
    public Future<Slate> recommend(RecommendationRequest request, long deadlineNanos) {
        return profiles.asker(Subject.of(request.user(), request.session()))
                .compose(asker -> bus.<Draft>askHere(retrieval, new RetrieveMessage(request, asker, deadlineNanos)))
                .compose(draft -> bus.<Slate>askHere(ranking, new RankMessage(draft, deadlineNanos))
                        .onFailure(failure -> draft.close()));
    }
}
