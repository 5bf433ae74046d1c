package io.candor.access;

import java.util.Locale;
import java.util.Optional;

/** What a key may be used for; each kind may do all that the kinds before it may. */
public enum KeyKind {
    /** Recommendations and events. Stands in pages and apps, so that anybody can read it. */
    PUBLISHABLE('p'),
    /** Items, users and forced variants too. Stays on servers. */
    SECRET('s'),
    /** Everything. */
    ADMIN('a');

    private final char letter;
    private final String wire = name().toLowerCase(Locale.ROOT);

    KeyKind(char letter) {
        this.letter = letter;
    }

    /** Returns whether this kind may do what {@code least} may. */
    public boolean covers(KeyKind least) {
        return compareTo(least) >= 0;
    }

    /** Returns the name in files, messages and metrics. */
    public String wire() {
        return wire;
    }

    /** Returns the letter in the text of its keys: {@code candor_pk_…}. */
    char letter() {
        return letter;
    }

    /** Returns the kind of that name. */
    public static Optional<KeyKind> ofWire(String name) {
        for (KeyKind kind : values()) {
            if (kind.wire.equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
