package io.candor.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ItemCodecTest {
    private static final Item FULL = new Item(
            "film/ü 🎬",
            List.of("Action", "Sci-Fi"),
            List.of("Wachowski"),
            OptionalLong.of(922_838_400_000L),
            OptionalDouble.of(9.99),
            false,
            new TimeWindow(0, 1_000),
            List.of(
                    new Season(MonthDay.of(12, 1), MonthDay.of(1, 6)),
                    new Season(MonthDay.of(2, 29), MonthDay.of(3, 1))),
            -0.5,
            attributes(),
            List.of(0.1f, -2f, 3e-9f));

    @Test
    void decode_encodedItem_isTheSame() {
        assertEquals(FULL, ItemCodec.decode(ItemCodec.encode(FULL)));
        assertEquals(Item.ofId("x"), ItemCodec.decode(ItemCodec.encode(Item.ofId("x"))));
    }

    @Test
    void encode_fullItem_hasTheDocumentedForm() {
        String json = new String(ItemCodec.encode(FULL), UTF_8);
        assertEquals(
                "{\"id\":\"film/ü 🎬\",\"categories\":[\"Action\",\"Sci-Fi\"],\"creators\":[\"Wachowski\"],"
                        + "\"published_at\":\"1999-03-31T00:00:00Z\",\"price\":9.99,\"available\":false,"
                        + "\"availability\":{\"from\":\"1970-01-01T00:00:00Z\",\"until\":\"1970-01-01T00:00:01Z\"},"
                        + "\"seasons\":[{\"from\":\"12-01\",\"until\":\"01-06\"},{\"from\":\"02-29\",\"until\":\"03-01\"}],"
                        + "\"boost\":-0.5,\"factors\":[0.1,-2.0,3.0E-9],\"title\":\"The \\\"Matrix\\\"\",\"year\":1999,"
                        + "\"rating\":8.7,\"big\":1.0E17,\"classic\":true,\"tags\":[\"a\",\"b\"]}",
                json);
    }

    @Test
    void read_pathId_fillsInTheMissingOne() {
        List<Violation> violations = new ArrayList<>();
        assertEquals(
                "a b",
                ItemCodec.read(utf8("{}"), "a b", violations).orElseThrow().id());
        assertEquals(
                "a",
                ItemCodec.read(utf8("{\"id\":null}"), "a", violations)
                        .orElseThrow()
                        .id());
        assertEquals(
                "a",
                ItemCodec.read(utf8("{\"id\":\"a\"}"), "a", violations)
                        .orElseThrow()
                        .id());
        assertTrue(violations.isEmpty());
    }

    @Test
    void read_times_areIsoOrMilliseconds() {
        assertEquals(922_838_400_000L, published("\"1999-03-31\""));
        assertEquals(922_838_400_000L, published("\"1999-03-31T00:00:00\""));
        assertEquals(922_838_400_000L, published("\"1999-03-31T02:00:00+02:00\""));
        assertEquals(922_838_400_000L, published("922838400000"));
        assertEquals(-1L, published("-1"));
    }

    @Test
    void read_everythingWrong_isCollectedWithItsPath() {
        String json = """
                {"id": 7, "categories": ["a", 5, ""], "creators": "me", "published_at": "yesterday", "price": -1,
                 "available": "yes", "availability": {"from": 5, "until": 5, "till": 1},
                 "seasons": [{"from": "12-01"}, {"from": "13-01", "until": "02-30"}, 3], "boost": 1e999,
                 "factors": [1, "2", 1e39], "nested": {"deep": [1, {"x": 2}]}, "list": [[1]], "title": 1, "title": 2,
                 "nul": "\\u0000", "half": "\\ud83c"}""";
        assertEquals(
                List.of(
                        "id: must be a text, was a number",
                        "categories[1]: must be a text, was a number",
                        "categories[2]: must have 1 to 256 bytes of UTF-8, has 0",
                        "creators: must be a list of texts, was a text",
                        "published_at: must be ISO-8601 or epoch milliseconds, in the years 1 to 9999",
                        "price: must not be negative, was -1.0",
                        "available: must be true or false, was a text",
                        "availability: has the unknown field \"till\", known are from and until",
                        "availability: must end after it begins, was 1970-01-01T00:00:00.005Z to 1970-01-01T00:00:00.005Z",
                        "seasons[0]: must have both from and until",
                        "seasons[1].from: must be a day of the year as MM-DD",
                        "seasons[1].until: must be a day of the year as MM-DD",
                        "seasons[2]: must be an object with from and until, was a number",
                        "boost: must be finite and within ±1.8e308",
                        "factors[1]: must be a number, was a text",
                        "factors[2]: must be within float32, was 1.0E39",
                        "nested: must be a text, number, flag or list of texts, was an object",
                        "list[0]: must be a text, was a list",
                        "title: is given twice",
                        "nul: must not contain U+0000",
                        "half: must be valid Unicode, has half of a surrogate pair"),
                violationsOf(json, ""));
    }

    @Test
    void read_idOfAnotherItemOrNone_isRefused() {
        assertEquals(List.of("id: must be \"a\" as in the path, was \"b\""), violationsOf("{\"id\":\"b\"}", "a"));
        assertEquals(List.of("id: is missing"), violationsOf("{}", ""));
        assertEquals(List.of("id: is missing"), violationsOf("{\"id\":null}", ""));
        assertEquals(
                List.of(": must be an object, was a list"),
                violationsOf("[{}]", "a").stream().toList());
        assertEquals(List.of("id: must have 1 to 256 bytes of UTF-8, has 258"), violationsOf("{}", "é".repeat(129)));
    }

    @Test
    void read_bounds_areInclusive() {
        assertEquals(List.of(), violationsOf(withAttributes(64), "a"));
        assertEquals(
                List.of("a64: is one attribute too many, at most 64 are kept"), violationsOf(withAttributes(65), "a"));
        assertEquals(List.of(), violationsOf("{\"t\":\"" + "é".repeat(2048) + "\"}", "a"));
        assertEquals(
                List.of("t: must have 0 to 4096 bytes of UTF-8, has 4097"),
                violationsOf("{\"t\":\"" + "x".repeat(4097) + "\"}", "a"));
        assertEquals(
                List.of("categories: must have at most 64 entries, has 65"),
                violationsOf("{\"categories\":[" + "\"x\",".repeat(64) + "\"x\"]}", "a"));
        assertEquals(
                List.of("nnnnnnnnnnnnnnnn…: name of an attribute must have 1 to 64 bytes of UTF-8, has 65"),
                violationsOf("{\"" + "n".repeat(65) + "\":1}", "a"));
    }

    @Test
    void read_notOneJsonDocument_isMalformed() {
        for (String json : List.of("", "{", "{\"id\":}", "{} {}", "{\"id\":\"a\"}x", "{\"a\":01}", "{'a':1}")) {
            CandorException e =
                    assertThrows(CandorException.class, () -> ItemCodec.read(utf8(json), "a", new ArrayList<>()), json);
            assertEquals(ErrorCode.MALFORMED_JSON, e.code());
        }
    }

    @Test
    void read_lineOfALargerBody_readsOnlyThatLine() {
        byte[] body = utf8("{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
        assertEquals(
                "b",
                ItemCodec.read(body, 11, 10, "", new ArrayList<>())
                        .orElseThrow()
                        .id());
    }

    @Test
    void writeField_absentOne_writesNothing() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
            out.writeStartObject();
            assertTrue(ItemCodec.writeField(FULL, "year", out));
            assertFalse(ItemCodec.writeField(FULL, "colour", out));
            assertFalse(ItemCodec.writeField(Item.ofId("x"), "published_at", out));
            assertTrue(ItemCodec.writeField(FULL, "price", out));
            out.writeEndObject();
        }
        assertEquals("{\"year\":1999,\"price\":9.99}", bytes.toString(UTF_8));
    }

    private static long published(String value) {
        return ItemCodec.decode(utf8("{\"id\":\"a\",\"published_at\":" + value + "}"))
                .publishedAt()
                .orElseThrow();
    }

    private static List<String> violationsOf(String json, String pathId) {
        List<Violation> violations = new ArrayList<>();
        boolean read = ItemCodec.read(utf8(json), pathId, violations).isPresent();
        assertEquals(violations.isEmpty(), read);
        return violations.stream().map(v -> v.field() + ": " + v.message()).toList();
    }

    private static String withAttributes(int count) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append("\"a").append(i).append("\":1");
        }
        return json.append('}').toString();
    }

    private static Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("title", new AttributeValue.Text("The \"Matrix\""));
        attributes.put("year", new AttributeValue.Numeric(1999));
        attributes.put("rating", new AttributeValue.Numeric(8.7));
        attributes.put("big", new AttributeValue.Numeric(1e17));
        attributes.put("classic", new AttributeValue.Flag(true));
        attributes.put("tags", new AttributeValue.Texts(List.of("a", "b")));
        return attributes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
