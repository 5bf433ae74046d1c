package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Event;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/events}: good events are never lost, bad ones are named, and nothing is unbounded. */
class EventsIT {
    private static final String TOKEN = FakeEvents.token(Subject.user("42"));
    private static final String CLICK = "{\"type\":\"click\",\"token\":\"" + TOKEN + "\",\"item\":\"b\"}";

    @Test
    void events_ofASlate_areStoredWithPositionPropensityAndSubject() {
        try (ApiServer server = new ApiServer()) {
            ApiAnswer answer = server.events("{\"events\":[" + CLICK + ",{\"type\":\"impression\",\"token\":\"" + TOKEN
                    + "\",\"positions\":[1,2,3]}]}");

            assertEquals(202, answer.status());
            assertEquals("4 0 0", counts(answer));
            Event click = server.events.stored.getFirst();
            assertEquals(Subject.user("42"), click.subject());
            assertEquals(2, click.shown().orElseThrow().position());
            assertEquals(0.25, click.shown().orElseThrow().propensity());
            assertEquals(
                    List.of("a", "b", "c"),
                    server.events.stored.stream().skip(1).map(Event::item).toList());
        }
    }

    @Test
    void events_oneBadAmongHundred_losesNoOther() {
        try (ApiServer server = new ApiServer()) {
            StringBuilder list = new StringBuilder("[");
            for (int i = 0; i < 100; i++) {
                String value = i == 37 ? "9" : "4";
                list.append(i == 0 ? "" : ",")
                        .append("{\"type\":\"rating\",\"user\":\"u\",\"item\":\"")
                        .append(i)
                        .append("\",\"value\":")
                        .append(value)
                        .append('}');
            }
            ApiAnswer answer = server.events(list.append(']').toString());

            assertEquals("99 0 1", counts(answer));
            assertEquals("37 invalid_event", rejected(answer, 0));
            assertEquals(
                    "value: stars must be 1 to 5, was 9.0",
                    answer.json().at("/rejected/0/message").asText());
            assertEquals(99, server.events.stored.size());
        }
    }

    @Test
    void events_everyRefusal_isNamedByIndex() {
        try (ApiServer server = new ApiServer()) {
            ApiAnswer answer = server.events("""
                    [{"type":"click","token":"TOKEN","item":"zzz"},
                     {"type":"click","token":"TOKEN","positions":[4]},
                     {"type":"click","token":"TOKEN.x","item":"a","id":"0199a0b0-0000-4000-8000-00000000000a"},
                     {"type":"click","item":"a"},
                     {"type":"click","token":"TOKEN","item":"a","user":"43"},
                     {"type":"click","user":"erased","item":"a"},
                     {"type":"click","token":"c1.AgcA.AAAA","item":"a"},
                     {"type":"click","user":"u"}]""".replace("TOKEN", TOKEN));

            assertEquals("0 0 8", counts(answer));
            List<String> expected = List.of(
                    "0 item_not_in_slate",
                    "1 position_not_in_slate",
                    "2 token_malformed",
                    "3 subject_missing",
                    "4 subject_mismatch",
                    "5 subject_erased",
                    "6 token_unknown_key",
                    "7 invalid_event");
            for (int i = 0; i < expected.size(); i++) {
                assertEquals(expected.get(i), rejected(answer, i));
            }
            assertEquals(
                    "0199a0b0-0000-4000-8000-00000000000a",
                    answer.json().at("/rejected/2/id").asText());
        }
    }

    @Test
    void events_sentAgain_areDuplicates() {
        try (ApiServer server = new ApiServer()) {
            String body = "[{\"type\":\"purchase\",\"id\":\"0199a0b0-0000-4000-8000-00000000000a\",\"user\":\"u\","
                    + "\"item\":\"a\"}," + CLICK + "]";

            assertEquals("2 0 0", counts(server.events(body)));
            assertEquals("0 2 0", counts(server.events(body)));
            assertEquals(2, server.events.stored.size());
        }
    }

    @Test
    void events_asABeaconOfAnotherOrigin_areTakenWithoutPreflight() {
        try (ApiServer server = new ApiServer(HttpLimitsIT.config(
                HttpLimits.defaults(),
                new CorsConfig(
                        List.of("https://shop.example"), CorsConfig.defaults().maxAge())))) {
            for (String type : List.of("text/plain", "text/plain;charset=UTF-8", "application/json; charset=utf-8")) {
                ApiAnswer answer = server.send(
                        "POST",
                        "/v1/events",
                        BodyPublishers.ofString("{\"events\":[]}"),
                        "Content-Type",
                        type,
                        "Origin",
                        "https://shop.example");

                assertEquals(202, answer.status(), type);
                assertEquals("https://shop.example", answer.header("Access-Control-Allow-Origin"));
            }
            ApiAnswer other = server.send(
                    "POST",
                    "/v1/events",
                    BodyPublishers.ofString(CLICK),
                    "Content-Type",
                    "text/plain",
                    "Origin",
                    "https://evil.example");
            assertEquals("origin_not_allowed", other.code());
        }
    }

    @Test
    void events_otherMediaType_is415() {
        try (ApiServer server = new ApiServer()) {
            for (String type : List.of("application/x-www-form-urlencoded", "text/plain;charset=latin1")) {
                assertEquals(
                        415,
                        server.send("POST", "/v1/events", BodyPublishers.ofString("[]"), "Content-Type", type)
                                .status());
            }
        }
    }

    @Test
    void events_atAndOverTheBounds() {
        try (ApiServer server = new ApiServer()) {
            int megabytes = 2 * 1024 * 1024;
            String fits = "[" + " ".repeat(megabytes - 2) + "]";
            String thousand = "[7" + ",7".repeat(999) + "]";

            assertEquals(202, server.events(fits).status());
            ApiAnswer tooLarge = server.events(fits + " ");
            assertEquals(413, tooLarge.status());
            assertTrue(tooLarge.json().get("detail").asText().contains("2097152"), tooLarge.text());
            assertEquals("0 0 1000", counts(server.events(thousand)));
            ApiAnswer tooMany = server.events("[7" + ",7".repeat(1_000) + "]");
            assertEquals(400, tooMany.status());
            assertEquals("events: must have at most 1000 entries, has 1001\n", tooMany.violations());
        }
    }

    @Test
    void events_positionsOfTooManySlates_areBounded() {
        try (ApiServer server = new ApiServer()) {
            List<SlateRecord.ShownItem> items = new ArrayList<>();
            StringBuilder positions = new StringBuilder("1");
            for (int i = 0; i < 20; i++) {
                items.add(new SlateRecord.ShownItem("i" + i, 1));
                positions.append(i == 0 ? "" : "," + (i + 1));
            }
            String event = "{\"type\":\"scroll\",\"value\":1,\"token\":\"" + FakeEvents.token(Subject.NOBODY, items)
                    + "\",\"positions\":[" + positions + "]}";
            ApiAnswer answer = server.events("[" + event + ("," + event).repeat(999) + "]");

            assertEquals("10000 0 500", counts(answer));
            assertEquals("500 batch_full", rejected(answer, 0));
        }
    }

    @Test
    void events_whatIsNoBatch_is400() {
        try (ApiServer server = new ApiServer()) {
            assertEquals("malformed_json", server.events("").code());
            assertEquals("malformed_json", server.events("[" + CLICK).code());
            assertEquals("invalid_request", server.events("{\"evnts\":[]}").code());
            assertTrue(server.events.stored.isEmpty());
        }
    }

    @Test
    void events_logFullOrAway_is503AndSaysWhenToRetry() {
        try (ApiServer server = new ApiServer()) {
            for (ErrorCode code :
                    List.of(ErrorCode.EVENTLOG_FULL, ErrorCode.EVENTLOG_UNAVAILABLE, ErrorCode.OVERLOADED)) {
                server.events.failure = Optional.of(new CandorException(code, "not now"));
                ApiAnswer answer = server.events("[" + CLICK + "]");
                assertEquals(503, answer.status());
                assertEquals(code.wire(), answer.code());
                assertTrue(!answer.header("Retry-After").isEmpty());
            }
            server.events.failure = Optional.empty();
            assertEquals("1 0 0", counts(server.events("[" + CLICK + "]")), "a failed append leaves no duplicate");
        }
    }

    @Test
    void events_otherMethods_are405() {
        try (ApiServer server = new ApiServer()) {
            assertEquals("POST, OPTIONS", server.get("/v1/events").header("Allow"));
        }
    }

    private static String counts(ApiAnswer answer) {
        JsonNode json = answer.json();
        return json.path("accepted") + " " + json.path("duplicates") + " "
                + json.path("rejected").size();
    }

    private static String rejected(ApiAnswer answer, int i) {
        JsonNode one = answer.json().get("rejected").get(i);
        return one.get("index").asInt() + " " + one.get("code").asText();
    }
}
