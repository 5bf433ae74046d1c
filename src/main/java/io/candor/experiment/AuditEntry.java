package io.candor.experiment;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A change that was made. Entries are only ever added.
 *
 * @param at when
 * @param actor by whom: name or id of an API key, or {@link #ANYBODY}
 * @param action what
 * @param experiment id; empty for the switch of all exploration
 * @param revision of the experiment after the change, of a deleted one the last; 0 for the switch
 * @param before the document as JSON, as {@link ExperimentCodec} wrote it then; empty when there was none
 * @param after as {@code before}
 */
public record AuditEntry(
        Instant at,
        String actor,
        Action action,
        String experiment,
        long revision,
        Optional<String> before,
        Optional<String> after) {
    /** The actor when the server asks for no keys. */
    public static final String ANYBODY = "anybody";

    /** What was done. */
    public enum Action {
        CREATED,
        CHANGED,
        TOGGLED,
        DELETED,
        EXPLORATION_ON,
        EXPLORATION_OFF;

        private final String wire = name().toLowerCase(Locale.ROOT);

        /** Returns the name as it stands in answers and tables. */
        public String wire() {
            return wire;
        }
    }
}
