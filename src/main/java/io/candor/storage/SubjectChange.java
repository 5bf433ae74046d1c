package io.candor.storage;

import io.candor.event.Subject;
import java.util.Set;

/** The news that stored feedback of subjects was changed by another log than one's own. */
public sealed interface SubjectChange {
    /** It was that of these. */
    record Some(Set<Subject> subjects) implements SubjectChange {
        public Some {
            subjects = Set.copyOf(subjects);
        }
    }

    /** Too much changed, or too long ago, to tell: it may be that of any subject. */
    record All() implements SubjectChange {}
}
