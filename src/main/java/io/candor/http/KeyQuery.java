package io.candor.http;

import org.jspecify.annotations.Nullable;

/** The parameter {@code key} of a query string, where beacons carry their key. It is looked at undecoded and never decoded. */
final class KeyQuery {
    static final int NONE = -1;
    private static final String NAME = "key=";

    private KeyQuery() {}

    /** Returns where its value begins, or {@link #NONE}. */
    static int start(@Nullable String query) {
        if (query == null) {
            return NONE;
        }
        for (int at = 0; at >= 0 && at < query.length(); at = next(query, at)) {
            if (holds(query, at)) {
                return at + NAME.length();
            }
        }
        return NONE;
    }

    /** Returns where a value that begins there ends, exclusive. */
    static int end(String query, int start) {
        int end = query.indexOf('&', start);
        return end < 0 ? query.length() : end;
    }

    /** Returns whether a parameter of a query string, or the text from there on, is this one. */
    static boolean holds(String parameter, int at) {
        return parameter.startsWith(NAME, at);
    }

    private static int next(String query, int at) {
        int separator = query.indexOf('&', at);
        return separator < 0 ? NONE : separator + 1;
    }
}
