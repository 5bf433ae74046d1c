package io.candor.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.EventIds;
import io.candor.event.Shown;
import io.candor.event.SlateRecord;
import io.candor.event.SlateTokens;
import io.candor.event.Subject;
import io.candor.event.TimeOrderedIds;
import io.candor.event.TokenKeys;
import io.candor.serving.IntakeOutcome.Accepted;
import io.candor.serving.IntakeOutcome.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIntakeTest {
    private static final long NOW = 1_772_366_400_000L;
    private static final long MADE = NOW - 60_000;
    private static final UUID SLATE = UUID.fromString("0199a0b0-0000-7000-8000-000000000001");
    private static final UUID ID = new UUID(3, 4);
    private static final Subject USER = Subject.user("u");

    @Test
    void take_tokenAndItem_takesEverythingFromTheToken() {
        Event event = accepted(byItem(token(USER), "b")).getFirst();

        assertEquals(USER, event.subject());
        assertEquals(
                Optional.of(new Shown(SLATE, MADE, "home", "m", "plackett_luce", Map.of("e", "x"), 12, 0.25)),
                event.shown());
        assertEquals(NOW, event.receivedMillis());
        assertEquals(NOW, event.timeMillis());
        assertEquals(7, event.id().version());
    }

    @Test
    void take_tokenAndPositions_makesAnEventOfEachWithItsOwnId() {
        EventDraft draft = draft(Optional.of(ID), token(USER), "", List.of(13, 11), "", "", OptionalLong.empty());
        List<Event> events = accepted(draft);

        assertEquals(List.of("c", "a"), events.stream().map(Event::item).toList());
        assertEquals(
                List.of(EventIds.atPosition(ID, 13), EventIds.atPosition(ID, 11)),
                events.stream().map(Event::id).toList());
        assertEquals(
                events.stream().map(Event::id).toList(),
                accepted(draft).stream().map(Event::id).toList());
        assertEquals(11, events.get(1).shown().orElseThrow().position());
    }

    @Test
    void take_positionsWithoutId_makesNewIds() {
        List<Event> events =
                accepted(draft(Optional.empty(), token(USER), "", List.of(11, 12), "", "", OptionalLong.empty()));

        assertTrue(events.get(0).id().compareTo(events.get(1).id()) != 0);
        assertEquals(7, events.get(1).id().version());
    }

    @Test
    void take_userAndItem_hasNoSlate() {
        Event event = accepted(draft(Optional.of(ID), "", "z", List.of(), "u", "s", OptionalLong.empty()))
                .getFirst();

        assertEquals(USER, event.subject());
        assertEquals(Optional.empty(), event.shown());
        assertEquals(ID, event.id());
        assertEquals(
                Subject.session("s"),
                accepted(draft(Optional.empty(), "", "z", List.of(), "", "s", OptionalLong.empty()))
                        .getFirst()
                        .subject());
    }

    @Test
    void take_searchWithoutItem_isTaken() {
        EventDraft search = new EventDraft(
                Optional.empty(), "", "", List.of(), "", "s", OptionalLong.empty(), new Action.Search("tea"));

        assertEquals("", accepted(search).getFirst().item());
    }

    @Test
    void take_subjectBesideToken_mustBeTheTokens() {
        EventDraft same = draft(Optional.empty(), token(USER), "a", List.of(), "u", "s", OptionalLong.empty());
        EventDraft otherUser = draft(Optional.empty(), token(USER), "a", List.of(), "v", "", OptionalLong.empty());
        EventDraft session = draft(Optional.empty(), token(USER), "a", List.of(), "", "u", OptionalLong.empty());
        EventDraft anonymous =
                draft(Optional.empty(), token(Subject.NOBODY), "a", List.of(), "v", "", OptionalLong.empty());

        assertEquals(USER, accepted(same).getFirst().subject());
        assertEquals(EventRefusal.SUBJECT_MISMATCH, refused(otherUser));
        assertEquals(EventRefusal.SUBJECT_MISMATCH, refused(session));
        assertEquals(Subject.user("v"), accepted(anonymous).getFirst().subject());
        assertEquals(
                Subject.NOBODY,
                accepted(byItem(token(Subject.NOBODY), "a")).getFirst().subject());
    }

    @Test
    void take_badTokens_areRefusedByReason() {
        byte[] other = new byte[32];
        Arrays.fill(other, (byte) 1);
        String forged = tokens(other, NOW).issue(slate(USER));
        String old = new SlateTokens(TokenKeys.of(new byte[32]), Duration.ofDays(1), InstantSource.system())
                .issue(new SlateRecord(
                        SLATE,
                        NOW - 86_400_001,
                        USER,
                        "home",
                        "m",
                        "greedy",
                        Map.of(),
                        1,
                        slate(USER).items()));

        assertEquals(EventRefusal.TOKEN_MALFORMED, refused(byItem("c1.x", "a")));
        assertEquals(EventRefusal.TOKEN_FORGED, refused(byItem(forged, "a")));
        assertEquals(EventRefusal.TOKEN_EXPIRED, refused(byItem(old, "a")));
        assertEquals(EventRefusal.TOKEN_UNKNOWN_KEY, refused(byItem("c1.AgcA.AAAA", "a")));
    }

    @Test
    void take_whatIsNotInTheSlate_isRefused() {
        assertEquals(EventRefusal.ITEM_NOT_IN_SLATE, refused(byItem(token(USER), "z")));
        for (int position : List.of(1, 10, 14, 65_535)) {
            assertEquals(
                    EventRefusal.POSITION_NOT_IN_SLATE,
                    refused(draft(
                            Optional.empty(), token(USER), "", List.of(11, position), "", "", OptionalLong.empty())));
        }
    }

    @Test
    void take_incompleteOrContradictory_isRefused() {
        assertEquals(
                EventRefusal.SUBJECT_MISSING,
                refused(draft(Optional.empty(), "", "a", List.of(), "", "", OptionalLong.empty())));
        assertEquals(
                EventRefusal.INVALID_EVENT,
                refused(draft(Optional.empty(), "", "", List.of(), "u", "", OptionalLong.empty())));
        assertEquals(
                EventRefusal.INVALID_EVENT,
                refused(draft(Optional.empty(), "", "", List.of(1), "u", "", OptionalLong.empty())));
        assertEquals(
                EventRefusal.INVALID_EVENT,
                refused(draft(Optional.empty(), token(USER), "a", List.of(11), "", "", OptionalLong.empty())));
        assertEquals(
                EventRefusal.INVALID_EVENT,
                refused(draft(Optional.empty(), token(USER), "", List.of(11, 11), "", "", OptionalLong.empty())));
    }

    @Test
    void take_erasedSubject_isRefusedUpToTheErasure() {
        EventDraft before = draft(Optional.empty(), "", "a", List.of(), "gone", "", OptionalLong.of(NOW - 1000));
        EventDraft after = draft(Optional.empty(), "", "a", List.of(), "gone", "", OptionalLong.of(NOW - 10));

        assertEquals(EventRefusal.SUBJECT_ERASED, refused(before));
        assertEquals(NOW - 10, accepted(after).getFirst().timeMillis());
    }

    @Test
    void take_clientTime_isKeptAndClamped() {
        long oldest = NOW - Duration.ofDays(1825).toMillis();

        assertEquals(NOW - 5, timeOf("", NOW - 5));
        assertEquals(NOW, timeOf("", NOW + 5));
        assertEquals(oldest, timeOf("", 0));
        assertEquals(MADE, timeOf(token(USER), 0));
        assertEquals(MADE + 1, timeOf(token(USER), MADE + 1));
        assertEquals(NOW, timeOf(token(USER), Long.MAX_VALUE));
    }

    private static long timeOf(String token, long clientMillis) {
        Event event = accepted(draft(Optional.empty(), token, "a", List.of(), "u", "", OptionalLong.of(clientMillis)))
                .getFirst();
        assertEquals(OptionalLong.of(clientMillis), event.clientMillis());
        return event.timeMillis();
    }

    @Test
    void take_slateOfAFasterClock_isNotAfterNow() {
        SlateRecord ahead = new SlateRecord(
                SLATE,
                NOW + 30_000,
                USER,
                "home",
                "m",
                "greedy",
                Map.of(),
                1,
                slate(USER).items());
        String token = tokens(new byte[32], NOW).issue(ahead);

        assertEquals(NOW, accepted(byItem(token, "a")).getFirst().timeMillis());
    }

    @Test
    void take_manyTokensInOneBatch_eachIsBelievedForItself() {
        EventIntake.Batch batch = intake().begin();
        for (int i = 0; i < 100; i++) {
            Subject subject = Subject.user("u" + i % 40);
            Accepted outcome = assertInstanceOf(Accepted.class, batch.take(byItem(token(subject), "a")));
            assertEquals(subject, outcome.events().getFirst().subject());
            assertInstanceOf(Rejected.class, batch.take(byItem(token(subject) + "x", "a")));
        }
    }

    private static List<Event> accepted(EventDraft draft) {
        return assertInstanceOf(Accepted.class, intake().begin().take(draft)).events();
    }

    private static EventRefusal refused(EventDraft draft) {
        Rejected rejected = assertInstanceOf(Rejected.class, intake().begin().take(draft));
        assertTrue(!rejected.message().isEmpty());
        return rejected.code();
    }

    private static EventDraft byItem(String token, String item) {
        return draft(Optional.empty(), token, item, List.of(), "", "", OptionalLong.empty());
    }

    private static EventDraft draft(
            Optional<UUID> id,
            String token,
            String item,
            List<Integer> positions,
            String user,
            String session,
            OptionalLong clientMillis) {
        return new EventDraft(id, token, item, positions, user, session, clientMillis, new Action.Click());
    }

    private static EventIntake intake() {
        InstantSource clock = () -> Instant.ofEpochMilli(NOW);
        return new EventIntake(
                tokens(new byte[32], NOW),
                (subject, time) -> subject.id().equals("gone") && time <= NOW - 100,
                new TimeOrderedIds(clock, new SplittableRandom(1)),
                clock,
                Duration.ofDays(1825));
    }

    private static SlateTokens tokens(byte[] key, long now) {
        return new SlateTokens(TokenKeys.of(key), Duration.ofDays(1), () -> Instant.ofEpochMilli(now));
    }

    private static String token(Subject subject) {
        return tokens(new byte[32], NOW).issue(slate(subject));
    }

    private static SlateRecord slate(Subject subject) {
        return new SlateRecord(
                SLATE,
                MADE,
                subject,
                "home",
                "m",
                "plackett_luce",
                Map.of("e", "x"),
                11,
                List.of(
                        new SlateRecord.ShownItem("a", 0.5),
                        new SlateRecord.ShownItem("b", 0.25),
                        new SlateRecord.ShownItem("c", 1)));
    }
}
