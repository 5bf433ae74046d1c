package io.candor.serving;

import io.candor.catalog.ItemFilter;
import java.util.List;
import java.util.Map;

/**
 * A request for a slate, already checked against the bounds of the wire format. Empty strings mean "not given".
 *
 * @param requestId a UUID in its canonical form: the sender's, who then gets the same slate for it again, or one made by the
 *     server
 * @param placement name of a configured placement, or {@link #SIMILAR}
 * @param user user id
 * @param session session id
 * @param limit 1..100, or 0 for the placement's default
 * @param contextItem the item being looked at
 * @param recent items of this session, newest last
 * @param contextAttributes device and the like
 * @param filter which items are allowed
 * @param exclude item ids that must not be shown
 * @param excludeSlates slate tokens of slates already on this page; their items must not be shown
 * @param properties item fields wanted back
 * @param explain whether each item comes with the terms of its score
 * @param variants forced experiment arms, by experiment id
 * @param cursor where the previous page ended
 */
public record RecommendationRequest(
        String requestId,
        String placement,
        String user,
        String session,
        int limit,
        String contextItem,
        List<String> recent,
        Map<String, String> contextAttributes,
        ItemFilter filter,
        List<String> exclude,
        List<String> excludeSlates,
        List<String> properties,
        boolean explain,
        Map<String, String> variants,
        String cursor) {
    public static final int MAX_LIMIT = 100;

    /**
     * The placement of {@code GET /v1/items/{id}/similar}. It exists even when the configuration does not name it, and
     * takes its candidates from {@link #contextItem}, which must be known (else ITEM_NOT_FOUND).
     */
    public static final String SIMILAR = "similar";
}
