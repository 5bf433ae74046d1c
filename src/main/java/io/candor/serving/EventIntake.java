package io.candor.serving;

import io.candor.event.Event;
import io.candor.event.EventIds;
import io.candor.event.Shown;
import io.candor.event.SlateRecord;
import io.candor.event.SlateTokens;
import io.candor.event.Subject;
import io.candor.event.TimeOrderedIds;
import io.candor.event.TokenVerdict;
import io.candor.serving.IntakeOutcome.Accepted;
import io.candor.serving.IntakeOutcome.Rejected;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides what is believed of what clients tell.
 *
 * <ul>
 *   <li>Item: by token and item, by token and positions (one event for each), or by item alone with a user or session. A
 *       search and a scroll need none.
 *   <li>With a token, position, propensity, model, policy and arms come from it alone, and so does the subject; a user or
 *       session that is given beside must be that subject, unless the slate was made for nobody in particular.
 *   <li>Time: the client's, but not after the time of receipt, not before {@code max_age}, and not before its slate; the
 *       time of receipt when the client gives none.
 *   <li>Id: the client's, or a new UUID of version 7; with positions, one derived for each ({@link EventIds#atPosition}).
 *   <li>Erased: what was done, or shown to the subject, up to its erasure is refused, however late and in whatever copy.
 * </ul>
 *
 * <p>Belongs to one event loop, as its {@link SlateTokens} does. Blocks nothing.
 */
public final class EventIntake {
    private final SlateTokens tokens;
    private final ErasedSubjects erased;
    private final TimeOrderedIds ids;
    private final InstantSource clock;
    private final long maxAgeMillis;

    /** @param maxAge events that claim to be older count as this old */
    public EventIntake(
            SlateTokens tokens, ErasedSubjects erased, TimeOrderedIds ids, InstantSource clock, Duration maxAge) {
        this.tokens = tokens;
        this.erased = erased;
        this.ids = ids;
        this.clock = clock;
        this.maxAgeMillis = maxAge.toMillis();
    }

    /** Begins with the events of one request: one time of receipt, and each token verified once. */
    public Batch begin() {
        return new Batch(new TokenMemory(tokens), clock.millis());
    }

    /** The events of one request. */
    public final class Batch {
        private final TokenMemory verdicts;
        private final long nowMillis;

        private Batch(TokenMemory verdicts, long nowMillis) {
            this.verdicts = verdicts;
            this.nowMillis = nowMillis;
        }

        public IntakeOutcome take(EventDraft draft) {
            if (!draft.item().isEmpty() && !draft.positions().isEmpty()) {
                return invalid("positions must not be given together with item");
            }
            if (draft.token().isEmpty()) {
                return withoutToken(draft);
            }
            return switch (verdicts.verify(draft.token())) {
                case TokenVerdict.Refused(TokenVerdict.Reason reason) ->
                    new Rejected(EventRefusal.of(reason), "token " + explained(reason));
                case TokenVerdict.Genuine(SlateRecord slate) -> ofSlate(draft, slate);
            };
        }

        private IntakeOutcome withoutToken(EventDraft draft) {
            Subject subject = Subject.of(draft.user(), draft.session());
            if (!draft.positions().isEmpty()) {
                return invalid("positions must come with the token of the slate they count in");
            }
            if (subject.isNobody()) {
                return new Rejected(EventRefusal.SUBJECT_MISSING, "token, user or session must be given");
            }
            long time = time(draft, Long.MIN_VALUE);
            if (erased.erased(subject, time)) {
                return erased();
            }
            return itemOnly(draft, subject, time);
        }

        private IntakeOutcome ofSlate(EventDraft draft, SlateRecord slate) {
            Subject given = Subject.of(draft.user(), draft.session());
            Subject subject = slate.subject().isNobody() ? given : slate.subject();
            if (!given.isNobody() && !given.equals(subject)) {
                return new Rejected(
                        EventRefusal.SUBJECT_MISMATCH,
                        (draft.user().isEmpty() ? "session" : "user")
                                + " must be whom the slate of the token was made for, or be left out");
            }
            long time = time(draft, slate.timeMillis());
            long madeFor = slate.subject().isNobody() ? time : slate.timeMillis();
            if (!subject.isNobody() && erased.erased(subject, madeFor)) {
                return erased();
            }
            if (!draft.positions().isEmpty()) {
                return atPositions(draft, slate, subject, time);
            }
            return draft.item().isEmpty() ? itemOnly(draft, subject, time) : ofItem(draft, slate, subject, time);
        }

        private IntakeOutcome ofItem(EventDraft draft, SlateRecord slate, Subject subject, long time) {
            List<SlateRecord.ShownItem> items = slate.items();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).id().equals(draft.item())) {
                    return accepted(event(draft, id(draft), subject, draft.item(), time, Optional.of(shown(slate, i))));
                }
            }
            return new Rejected(
                    EventRefusal.ITEM_NOT_IN_SLATE,
                    "item \"" + draft.item() + "\" is not among the " + items.size() + " items of the token's slate");
        }

        private IntakeOutcome atPositions(EventDraft draft, SlateRecord slate, Subject subject, long time) {
            int first = slate.firstPosition();
            int size = slate.items().size();
            List<Event> events = new ArrayList<>(draft.positions().size());
            for (int i = 0; i < draft.positions().size(); i++) {
                int position = draft.positions().get(i);
                int index = position - first;
                if (index < 0 || index >= size) {
                    return new Rejected(
                            EventRefusal.POSITION_NOT_IN_SLATE,
                            "positions[" + i + "] must be " + first + " to " + (first + size - 1) + ", was "
                                    + position);
                }
                if (draft.positions().indexOf(position) < i) {
                    return invalid("positions[" + i + "] is " + position + " once more");
                }
                UUID id = draft.id()
                        .map(given -> EventIds.atPosition(given, position))
                        .orElseGet(ids::next);
                String item = slate.items().get(index).id();
                events.add(event(draft, id, subject, item, time, Optional.of(shown(slate, index))));
            }
            return new Accepted(events);
        }

        private IntakeOutcome itemOnly(EventDraft draft, Subject subject, long time) {
            if (draft.item().isEmpty() && !draft.action().type().itemless()) {
                return invalid("item must be given for a "
                        + draft.action().type().wire() + (draft.token().isEmpty() ? "" : ", or positions"));
            }
            return accepted(event(draft, id(draft), subject, draft.item(), time, Optional.empty()));
        }

        private Event event(EventDraft draft, UUID id, Subject subject, String item, long time, Optional<Shown> shown) {
            return new Event(id, subject, item, draft.action(), time, nowMillis, draft.clientMillis(), shown);
        }

        /** The slate's own clock may run ahead of ours: now is the last word. */
        private long time(EventDraft draft, long slateMillis) {
            long earliest = Math.max(nowMillis - maxAgeMillis, slateMillis);
            return Math.min(Math.max(draft.clientMillis().orElse(nowMillis), earliest), nowMillis);
        }

        private UUID id(EventDraft draft) {
            return draft.id().orElseGet(ids::next);
        }
    }

    private static Shown shown(SlateRecord slate, int index) {
        return new Shown(
                slate.requestId(),
                slate.timeMillis(),
                slate.placement(),
                slate.model(),
                slate.policy(),
                slate.variants(),
                slate.firstPosition() + index,
                slate.items().get(index).propensity());
    }

    private static IntakeOutcome accepted(Event event) {
        return new Accepted(List.of(event));
    }

    private static IntakeOutcome invalid(String message) {
        return new Rejected(EventRefusal.INVALID_EVENT, message);
    }

    private static IntakeOutcome erased() {
        return new Rejected(EventRefusal.SUBJECT_ERASED, "the subject of this event was erased at or after its time");
    }

    private static String explained(TokenVerdict.Reason reason) {
        return switch (reason) {
            case MALFORMED -> "is not of the form c1.payload.signature, or was altered";
            case UNKNOWN_KEY -> "is signed with a key that is not in use";
            case FORGED -> "has a signature that does not fit";
            case EXPIRED -> "is past its lifetime, see tokens.lifetime";
        };
    }
}
