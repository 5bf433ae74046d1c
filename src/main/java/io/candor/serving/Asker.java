package io.candor.serving;

import io.candor.event.Subject;
import io.candor.profile.Profile;
import java.util.Optional;

/**
 * Who asks, and what is known of them.
 *
 * @param profile of the subject who asks; empty when nothing is known
 * @param degradation why less is known of them than there is to know, if so
 */
public record Asker(Profile profile, Optional<Degradation> degradation) {
    /** Nobody in particular. */
    public static final Asker NOBODY = known(Profile.empty(Subject.NOBODY));

    /** Returns somebody of whom this is all there is to know. */
    public static Asker known(Profile profile) {
        return new Asker(profile, Optional.empty());
    }

    /** Returns somebody of whom only this much could be found out in time. */
    public static Asker partlyKnown(Profile profile) {
        return new Asker(profile, Optional.of(Degradation.PROFILE_UNAVAILABLE));
    }
}
