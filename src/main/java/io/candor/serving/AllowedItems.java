package io.candor.serving;

import io.candor.catalog.CatalogSnapshot;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import io.candor.event.SlateRecord;
import io.candor.event.SlateTokens;
import io.candor.event.TokenVerdict;
import io.candor.math.Bits;
import java.util.List;

/**
 * Works out which items a request may be shown: eligible now, passing its filter, not excluded by it, not suppressed by
 * the profile of who asks, not on an earlier page, and not the item being looked at.
 */
final class AllowedItems {
    private final SlateTokens tokens;

    AllowedItems(SlateTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Returns the set, which belongs to {@code scratch}.
     *
     * @throws CandorException INVALID_REQUEST for a filter or a slate token that makes no sense
     */
    Bits of(Draft draft, RetrievalScratch scratch) {
        Draft.Work work = draft.work();
        RecommendationRequest request = work.request();
        CatalogSnapshot catalog = work.catalog();
        AllowedSet allowed = scratch.allowed;
        allowed.begin(catalog, work.nowMillis());
        if (!request.filter().isEmpty()) {
            Bits filtered = scratch.filtered(catalog);
            catalog.filter(request.filter(), filtered);
            allowed.retain(filtered);
        }
        draft.effects().suppress(allowed, scratch.filtered(catalog));
        exclude(request.contextItem(), catalog, allowed);
        for (String id : request.exclude()) {
            exclude(id, catalog, allowed);
        }
        for (int i = 0; i < request.excludeSlates().size(); i++) {
            excludeSlate(request.excludeSlates().get(i), i, catalog, allowed);
        }
        work.model().itemsByHash().remove(draft.shown, catalog, allowed);
        return allowed.bits();
    }

    private static void exclude(String id, CatalogSnapshot catalog, AllowedSet allowed) {
        if (!id.isEmpty()) {
            allowed.remove(catalog.ordinalOf(id));
        }
    }

    private void excludeSlate(String token, int index, CatalogSnapshot catalog, AllowedSet allowed) {
        switch (tokens.verify(token)) {
            case TokenVerdict.Genuine(SlateRecord slate) -> {
                for (SlateRecord.ShownItem item : slate.items()) {
                    exclude(item.id(), catalog, allowed);
                }
            }
            case TokenVerdict.Refused(TokenVerdict.Reason reason) ->
                throw new CandorException(
                        ErrorCode.INVALID_REQUEST,
                        "a slate token is refused",
                        List.of(new Violation(
                                "exclude_slates[" + index + "]",
                                "the token is " + reason.wire() + ", send it as given")));
        }
    }
}
