package io.candor.serving;

import io.candor.catalog.Ids;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.exploration.SlateDraw;
import java.util.List;
import java.util.UUID;

/** What is written down of a finished draft: its record for the token, and its decision for the log. Belongs to one event loop. */
final class LoggedSlates {
    private final Candidates.Writer candidates = new Candidates.Writer();
    private final byte[] id = new byte[Ids.MAX_BYTES];

    SlateRecord record(Draft draft, int firstPosition) {
        Draft.Work work = draft.work();
        RecommendationRequest request = work.request();
        SlateRecord.ShownItem[] items = new SlateRecord.ShownItem[draft.size()];
        for (int i = 0; i < items.length; i++) {
            items[i] = new SlateRecord.ShownItem(draft.idAt(i), draft.propensity(i));
        }
        return new SlateRecord(
                UUID.fromString(request.requestId()),
                work.nowMillis(),
                Subject.of(request.user(), request.session()),
                request.placement(),
                work.model().version(),
                draft.policy(),
                draft.variants(),
                firstPosition,
                List.of(items));
    }

    Decision decision(Draft draft, SlateRecord shown) {
        Draft.Work work = draft.work();
        return new Decision(
                shown,
                work.limit(),
                draft.degradation().map(Degradation::wire),
                draft.isDrawn() ? draw(draft) : Decision.Draw.CERTAIN,
                impressions(draft, shown.firstPosition()),
                draft.isDrawn() ? candidates(draft) : Candidates.NONE,
                draft.candidates().size(),
                work.request().contextAttributes(),
                work.placed().exposure());
    }

    private static Decision.Draw draw(Draft draft) {
        SlateDraw draw = draft.draw;
        return new Decision.Draw(
                draft.seed(),
                draw.component(),
                draft.place.page().floorLogOdds(),
                draw.propensityKind(),
                draw.lnJoint(),
                draft.work().placed().parameters(),
                teams(draw));
    }

    private static String teams(SlateDraw draw) {
        StringBuilder teams = new StringBuilder();
        boolean any = false;
        for (int i = 0; i < draw.size(); i++) {
            String team = draw.team(i);
            any |= !team.isEmpty();
            teams.append(team.isEmpty() ? "-" : team);
        }
        return any ? teams.toString() : "";
    }

    private static List<Decision.Impression> impressions(Draft draft, int firstPosition) {
        Decision.Impression[] impressions = new Decision.Impression[draft.size()];
        for (int i = 0; i < impressions.length; i++) {
            int base = draft.at(i);
            double score = draft.ranked().score(base);
            int sources = draft.ranked().sources(base);
            impressions[i] = draft.isDrawn()
                    ? new Decision.Impression(
                            firstPosition + base,
                            score,
                            draft.draw.lnConditional(i),
                            draft.draw.lnPrefix(i),
                            sources,
                            draft.draw.pinned(i),
                            draft.draw.explored(i))
                    : Decision.Impression.certain(firstPosition + i, score, sources);
        }
        return List.of(impressions);
    }

    private Candidates candidates(Draft draft) {
        Remembered remembered = draft.remembered();
        // A slate that was ranked in a hurry has an order of its own, which is not remembered.
        if (remembered == null || remembered.ranked() == null) {
            return encode(draft);
        }
        if (remembered.logged().isEmpty()) {
            remembered.log(encode(draft));
        }
        return remembered.logged();
    }

    private Candidates encode(Draft draft) {
        candidates.clear();
        for (int i = 0; i < draft.pool.size(); i++) {
            int length = draft.work().catalog().copyId(draft.ranked().ordinal(i), id);
            candidates.add(id, length, draft.pool.score(i), draft.pool.logit(i));
        }
        return candidates.candidates();
    }
}
