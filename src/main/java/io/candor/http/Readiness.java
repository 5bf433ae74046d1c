package io.candor.http;

/**
 * Whether requests should be sent here now.
 *
 * @param ready whether a model is loaded and warmed
 * @param reason why not, for a person; empty when ready
 */
public record Readiness(boolean ready, String reason) {
    public static final Readiness READY = new Readiness(true, "");

    public Readiness {
        if (ready != reason.isEmpty()) {
            throw new IllegalArgumentException("ready is " + ready + " with the reason \"" + reason + "\"");
        }
    }

    public static Readiness notReady(String reason) {
        return new Readiness(false, reason);
    }
}
