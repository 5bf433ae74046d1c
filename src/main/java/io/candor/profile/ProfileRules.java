package io.candor.profile;

/** What follows from a profile at a time. */
public final class ProfileRules {
    public ProfileRules(ProfileConfig config) {}

    /** Tells what is kept back at a time. */
    public void suppressions(Profile profile, long nowMillis, SuppressionSink sink) {
        throw new UnsupportedOperationException("being written");
    }

    /** Tells what a user vector is folded in from at a time, the strongest first. */
    public void evidence(Profile profile, long nowMillis, EvidenceSink sink) {
        throw new UnsupportedOperationException("being written");
    }

    /** Returns everything there is to see at a time. */
    public ProfileView view(Profile profile, long nowMillis) {
        throw new UnsupportedOperationException("being written");
    }
}
