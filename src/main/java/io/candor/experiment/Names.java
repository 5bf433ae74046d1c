package io.candor.experiment;

import java.util.regex.Pattern;

/** The rule for names of experiments, layers and variants: 1 to 64 of a-z, 0-9, _ and -, as of placements. */
final class Names {
    static final int MAX_LENGTH = 64;

    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1," + MAX_LENGTH + "}");

    private Names() {}

    /** Returns what is wrong with a name, or nothing. */
    static String problemOf(String name) {
        return NAME.matcher(name).matches() ? "" : "must be 1 to " + MAX_LENGTH + " of a-z, 0-9, _ and -";
    }
}
