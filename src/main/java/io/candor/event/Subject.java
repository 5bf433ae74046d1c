package io.candor.event;

import io.candor.catalog.IdHash;
import io.candor.catalog.Ids;

/**
 * Who acted or asked: a known user, an anonymous session, or nobody in particular.
 *
 * @param kind which of the three
 * @param id 1 to {@link Ids#MAX_BYTES} bytes; empty for {@link Kind#NOBODY}
 */
public record Subject(Kind kind, String id) {
    /** Nobody in particular: what happened is logged, and no profile learns from it. */
    public static final Subject NOBODY = new Subject(Kind.NOBODY, "");

    /** Kinds of subjects. */
    public enum Kind {
        NOBODY(""),
        USER("u:"),
        SESSION("s:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    public Subject {
        if ((kind == Kind.NOBODY) != id.isEmpty()) {
            throw new IllegalArgumentException("only nobody has an empty id");
        }
    }

    public static Subject user(String id) {
        return new Subject(Kind.USER, id);
    }

    public static Subject session(String id) {
        return new Subject(Kind.SESSION, id);
    }

    /** Returns the user when there is one, else the session, else nobody; empty strings mean "not given". */
    public static Subject of(String user, String session) {
        if (!user.isEmpty()) {
            return user(user);
        }
        return session.isEmpty() ? NOBODY : session(session);
    }

    /** Returns the subject of a {@link #key}. */
    public static Subject ofKey(String key) {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.NOBODY && key.startsWith(kind.prefix)) {
                return new Subject(kind, key.substring(kind.prefix.length()));
            }
        }
        if (key.isEmpty()) {
            return NOBODY;
        }
        throw new IllegalArgumentException("not the key of a subject");
    }

    public boolean isNobody() {
        return kind == Kind.NOBODY;
    }

    /** Returns the text it is stored under, unique over all kinds: {@code u:ID}, {@code s:ID}, or nothing. */
    public String key() {
        return kind.prefix + id;
    }

    /** Returns {@link IdHash#of} of the key, 0 for nobody. */
    public long hash() {
        return isNobody() ? 0 : IdHash.of(key());
    }

    /** Names the kind only: ids stay out of logs. */
    @Override
    public String toString() {
        return kind.toString();
    }
}
