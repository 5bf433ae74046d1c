package io.candor.http;

import io.candor.profile.ProfileView;
import java.util.Locale;

/**
 * What is known of a subject.
 *
 * @param profile as the ranker sees it
 * @param vector where the vector comes from that items are ranked by for it
 */
public record UserView(ProfileView profile, Vector vector) {
    /** Where a user vector comes from. */
    public enum Vector {
        /** The model has it. */
        TRAINED,
        /** It is folded in from the profile. */
        FOLDED_IN,
        /** There is none: what anybody is shown. */
        NONE;

        private final String wire = name().toLowerCase(Locale.ROOT);

        String wire() {
            return wire;
        }
    }
}
