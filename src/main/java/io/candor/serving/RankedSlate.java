package io.candor.serving;

import io.candor.catalog.Item;
import io.candor.event.SlateRecord;
import io.candor.ranking.Ranker;
import io.candor.ranking.RankingQuery;
import java.util.Map;
import java.util.Optional;

/** A slate as a view of the finished draft it closes. */
final class RankedSlate implements Slate {
    private final Draft draft;
    private final Draft.Work work;
    private final Ranker ranker;
    private final RankingQuery query;
    private final SlateRecord shown;
    private final String token;
    private final String cursor;
    private boolean closed;

    RankedSlate(Draft draft, Ranker ranker, RankingQuery query, SlateRecord shown, String token, String cursor) {
        this.draft = draft;
        this.work = draft.work();
        this.ranker = ranker;
        this.query = query;
        this.shown = shown;
        this.token = token;
        this.cursor = cursor;
    }

    @Override
    public String requestId() {
        return work.request().requestId();
    }

    @Override
    public String model() {
        return work.model().version();
    }

    @Override
    public String policy() {
        return draft.policy();
    }

    @Override
    public Map<String, String> variants() {
        return work.placed().arms();
    }

    @Override
    public Optional<String> degraded() {
        return draft.degradation().map(Degradation::wire);
    }

    @Override
    public int size() {
        return draft.size();
    }

    @Override
    public int firstPosition() {
        return shown.firstPosition();
    }

    @Override
    public String idAt(int i) {
        return shown.items().get(i).id();
    }

    @Override
    public Item itemAt(int i) {
        return work.catalog().itemAt(draft.ranked().ordinal(draft.at(i)));
    }

    @Override
    public double scoreAt(int i) {
        return draft.ranked().score(draft.at(i));
    }

    @Override
    public double propensityAt(int i) {
        return shown.items().get(i).propensity();
    }

    @Override
    public int sourcesAt(int i) {
        return draft.ranked().sources(draft.at(i));
    }

    @Override
    public Map<String, Double> explanationAt(int i) {
        if (!work.request().explain()) {
            return Map.of();
        }
        return ranker.explain(query, draft.candidates(), draft.ranked().candidate(draft.at(i)))
                .terms();
    }

    @Override
    public long endNanos(Stage stage) {
        return draft.endNanos(stage);
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public String cursor() {
        return cursor;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            draft.close();
        }
    }
}
