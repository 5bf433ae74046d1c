package io.candor.cli;

import java.util.Locale;

/** How a command prints its result on standard output. */
public enum OutputFormat {
    /** Aligned columns for a person. */
    TABLE,
    /** One JSON document for a program. */
    JSON;

    /** Returns the name in lower case, as it is given to {@code --format}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
