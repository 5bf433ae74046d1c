package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.ItemFilter.LabelCondition;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.serving.RecommendationRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecommendationRequestReaderTest {
    @Test
    void read_everyField_isTaken() {
        RecommendationRequest request = read("""
                {"user": "u", "session": "s", "limit": 7,
                 "context": {"item": "i", "recent": ["a", "b"], "attributes": {"device": "mobile", "width": 320}},
                 "filter": {"categories": ["x"], "creators": {"any": ["c"], "all": [], "none": ["d"]},
                            "attributes": {"year": 1999, "lang": ["en", "de"], "hd": {"all": [true]}, "rate": 1.5},
                            "published_after": "2024-05-17", "price": {"min": 1, "max": 2.5}},
                 "exclude": ["e"], "exclude_slates": ["c1.a.b"], "properties": ["title"], "explain": true,
                 "variants": {}, "cursor": "next"}
                """);

        assertEquals(
                "u s i next",
                request.user() + " " + request.session() + " " + request.contextItem() + " " + request.cursor());
        assertEquals(7, request.limit());
        assertEquals(List.of("a", "b"), request.recent());
        assertEquals(Map.of("device", "mobile", "width", "320"), request.contextAttributes());
        assertEquals(List.of("e"), request.exclude());
        assertEquals(List.of("c1.a.b"), request.excludeSlates());
        assertEquals(List.of("title"), request.properties());
        assertTrue(request.explain());
        assertEquals(any("x"), request.filter().categories());
        assertEquals(
                new LabelCondition(List.of("c"), List.of(), List.of("d")),
                request.filter().creators());
        assertEquals(
                Map.of(
                        "year", any("1999"),
                        "lang", any("en", "de"),
                        "hd", new LabelCondition(List.of(), List.of("true"), List.of()),
                        "rate", any("1.5")),
                request.filter().attributes());
        assertEquals(OptionalLong.of(1_715_904_000_000L), request.filter().publishedAfter());
        assertEquals(OptionalDouble.of(1), request.filter().minPrice());
        assertEquals(OptionalDouble.of(2.5), request.filter().maxPrice());
    }

    @Test
    void read_nulls_countAsNotGiven() {
        RecommendationRequest request =
                read("{\"user\":null,\"limit\":null,\"context\":{\"item\":null},\"filter\":{\"price\":{\"min\":null}},"
                        + "\"cursor\":null,\"exclude\":null}");

        assertEquals(read("{}"), request);
        assertTrue(request.filter().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"user\":1}|user: must be a text, was 1",
                "{\"user\":\"\"}|user: must have 1 to 256 bytes of UTF-8, has 0",
                "{\"user\":\"\\ud800\"}|user: must be valid Unicode, has half of a surrogate pair",
                "{\"user\":\"a\",\"user\":\"b\"}|user: is given twice",
                "{\"limit\":0}|limit: must be a whole number from 1 to 100, was 0",
                "{\"limit\":\"x\"}|limit: must be a whole number from 1 to 100, was \"x\"",
                "{\"explain\":\"true\"}|explain: must be true or false, was \"true\"",
                "{\"exclude\":\"a\"}|exclude: must be a list of texts, was \"a\"",
                "{\"exclude\":[\"a\",null]}|exclude[1]: must be a text, was null",
                "{\"context\":[]}|context: must be an object, was a list",
                "{\"context\":{\"itm\":1}}|context.itm: is not a known field, did you mean \"item\"?",
                "{\"context\":{\"attributes\":{\"a\":{}}}}|context.attributes.a: must be a text, number or flag",
                "{\"filter\":{\"categories\":\"a\"}}|filter.categories: must be a list of texts or an object of any, all and none",
                "{\"filter\":{\"categories\":{\"any\":\"a\"}}}|filter.categories.any: must be a list, was \"a\"",
                "{\"filter\":{\"creators\":{\"zzzzzz\":[]}}}|filter.creators.zzzzzz: is not a known field, known are any, all, none",
                "{\"filter\":{\"attributes\":{\"a\":1,\"a\":2}}}|filter.attributes.a: is given twice",
                "{\"filter\":{\"attributes\":{\"\":1}}}|filter.attributes: the name of an attribute must have 1 to 256 bytes of UTF-8, has 0",
                "{\"filter\":{\"attributes\":{\"a\":null}}}|filter.attributes.a: must be a text, number or flag",
                "{\"filter\":{\"published_after\":\"soon\"}}|filter.published_after: must be ISO-8601 or epoch milliseconds, in the years 1 to 9999, was \"soon\"",
                "{\"filter\":{\"published_after\":1e99}}|filter.published_after: must be ISO-8601 or epoch milliseconds, in the years 1 to 9999, was 1e99",
                "{\"filter\":{\"price\":{\"min\":3,\"max\":2}}}|filter.price: must have min at most max, was 3.0 to 2.0",
                "{\"filter\":{\"price\":{\"min\":-1}}}|filter.price.min: must be a number from 0 to 1.8e308, was -1",
                "{\"variants\":{\"e\":7}}|variants.e: must be a text, was 7",
                "[]|must be an object, was a list"
            })
    void read_oneMistake_isNamed(String json, String expected) {
        CandorException refused = refused(json);

        assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
        assertEquals(
                expected, refused.violations().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }

    @Test
    void read_listsOverTheirBounds_sayHowMany() {
        String json = "{\"exclude\":[" + "\"a\",".repeat(1_000) + "\"a\"],\"properties\":[" + "\"p\",".repeat(40)
                + "\"p\"],\"filter\":{\"categories\":[" + "\"c\",".repeat(100) + "\"c\"]},\"context\":{\"recent\":["
                + "\"r\",".repeat(100) + "\"r\"]}}";

        assertEquals(
                List.of(
                        "exclude: must have at most 1000 entries, has 1001",
                        "properties: must have at most 32 entries, has 41",
                        "filter.categories: must have at most 100 entries, has 101",
                        "context.recent: must have at most 100 entries, has 101"),
                refused(json).violations().stream().map(Object::toString).toList());
    }

    @Test
    void read_manyMistakes_areCutAtTheBound() {
        CandorException refused = refused("{\"exclude\":[" + "1,".repeat(499) + "1]}");

        assertEquals(Violations.MAX, refused.violations().size());
        assertEquals("the request breaks 500 rules, the first 20 are listed", refused.getMessage());
    }

    @Test
    void read_tooDeep_isRefused() {
        CandorException refused = refused("{\"x\":" + "[".repeat(200) + "]".repeat(200) + "}");

        assertEquals(ErrorCode.INVALID_REQUEST, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).startsWith("the body may have 16 levels"), refused::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|the body is not one JSON document: empty",
                "{|the body is not one JSON document: wrong at line 1, column 2",
                "{} x|the body is not one JSON document: wrong at line 1, column 4",
                "{} {}|the body is not one JSON document: more follows at line 1, column 4",
                "{'user':1}|the body is not one JSON document: wrong at line 1, column 2"
            })
    void read_malformed_saysWhere(String json, String expected) {
        CandorException refused = refused(json);

        assertEquals(ErrorCode.MALFORMED_JSON, refused.code());
        assertEquals(expected, refused.getMessage());
    }

    @Test
    void read_otherEncodings_areEitherReadOrMalformed() {
        byte[] invalid = {'{', '"', 'u', 's', 'e', 'r', '"', ':', '"', (byte) 0xff, '"', '}'};

        CandorException refused =
                assertThrows(CandorException.class, () -> RecommendationRequestReader.read(invalid, "r", "home", true));
        assertEquals(ErrorCode.MALFORMED_JSON, refused.code());
    }

    private static LabelCondition any(String... labels) {
        return new LabelCondition(List.of(labels), List.of(), List.of());
    }

    private static RecommendationRequest read(String json) {
        return RecommendationRequestReader.read(json.getBytes(StandardCharsets.UTF_8), "r", "home", true);
    }

    private static CandorException refused(String json) {
        return assertThrows(CandorException.class, () -> read(json));
    }
}
