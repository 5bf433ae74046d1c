package io.candor.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one JSON form of an {@link Item}: in the HTTP API, in {@code items.jsonl} and in PostgreSQL.
 *
 * <pre>{@code
 * {"id": "tt0133093", "categories": ["Action"], "creators": ["Wachowski"], "published_at": "1999-03-31T00:00:00Z",
 *  "price": 9.99, "available": true, "availability": {"from": "…", "until": "…"},
 *  "seasons": [{"from": "12-01", "until": "01-06"}], "boost": 0.5, "factors": [0.1, -0.2],
 *  "title": "The Matrix", "year": 1999}
 * }</pre>
 *
 * Every field but {@code id} may be absent or null. Fields that are not listed in {@link #FIELDS} are attributes: text, number,
 * flag or a list of texts. Times are read as ISO-8601 (UTC when without an offset) or as epoch milliseconds and written as
 * ISO-8601. Numbers are doubles: integers past 2⁵³ lose their last digits. What is read and written again is the same
 * item.
 *
 * <p>Bounds: see {@link Item}; texts have at most {@value #MAX_TEXT_BYTES} bytes, items at most {@value #MAX_ATTRIBUTES}
 * attributes with names of 1 to {@value #MAX_NAME_BYTES} bytes. Stateless and thread-safe.
 */
public final class ItemCodec {
    public static final int MAX_ATTRIBUTES = 64;
    public static final int MAX_NAME_BYTES = 64;
    public static final int MAX_TEXT_BYTES = 4096;
    public static final int MAX_SEASONS = 16;
    public static final int MAX_FACTORS = 4096;

    /** The names with a meaning; every other field is an attribute. */
    public static final List<String> FIELDS = List.of(
            "id",
            "categories",
            "creators",
            "published_at",
            "price",
            "available",
            "availability",
            "seasons",
            "boost",
            "factors");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxNumberLength(400)
                    .build())
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private ItemCodec() {}

    /**
     * Reads exactly one JSON object.
     *
     * @param json UTF-8, nothing but white space around the object
     * @param pathId the id the sender named elsewhere (then the document may leave it out, and must not name another);
     *     empty when the document must carry it
     * @param violations everything that is wrong is added here, with its path
     * @return the item, or empty when something was added
     * @throws CandorException MALFORMED_JSON when it is not one JSON document
     */
    public static Optional<Item> read(byte[] json, String pathId, List<Violation> violations) {
        return read(json, 0, json.length, pathId, violations);
    }

    /** As {@link #read(byte[], String, List)}, over {@code json[offset .. offset+length)}; for lines of a larger body. */
    public static Optional<Item> read(byte[] json, int offset, int length, String pathId, List<Violation> violations) {
        try (JsonParser parser = JSON.createParser(json, offset, length)) {
            if (parser.nextToken() == null) {
                throw new CandorException(ErrorCode.MALFORMED_JSON, "not a JSON document, it is empty");
            }
            Optional<Item> item = read(parser, pathId, violations);
            if (parser.nextToken() != null) {
                throw new CandorException(
                        ErrorCode.MALFORMED_JSON,
                        "more after the end of the object, at byte "
                                + (parser.currentTokenLocation().getByteOffset() - offset));
            }
            return item;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads the value at the parser's current token, or the next one when it has none; stands on its last token afterwards.
     *
     * @throws IOException as the parser does, malformed JSON included
     */
    public static Optional<Item> read(JsonParser parser, String pathId, List<Violation> violations) throws IOException {
        return new ItemReader(parser, pathId, violations).read();
    }

    /**
     * Reads an item that was written by {@link #encode}.
     *
     * @throws CandorException MALFORMED_JSON or INVALID_REQUEST (with all violations) when it was not
     */
    public static Item decode(byte[] json) {
        List<Violation> violations = new ArrayList<>();
        return read(json, "", violations)
                .orElseThrow(() -> new CandorException(
                        ErrorCode.INVALID_REQUEST, "an item breaks " + violations.size() + " rules", violations));
    }

    /** Returns the item as one line of UTF-8 JSON, without a line break. */
    public static byte[] encode(Item item) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = JSON.createGenerator(bytes)) {
            write(item, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the item as one JSON object. */
    public static void write(Item item, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        for (String field : FIELDS) {
            ItemWriter.writeField(item, field, generator);
        }
        for (String name : item.attributes().keySet()) {
            ItemWriter.writeField(item, name, generator);
        }
        generator.writeEndObject();
    }

    /**
     * Writes name and value of one field or attribute into the object that is open.
     *
     * @return false when the item does not have it, and then nothing was written
     */
    public static boolean writeField(Item item, String name, JsonGenerator generator) throws IOException {
        return ItemWriter.writeField(item, name, generator);
    }

    private static CandorException malformed(JsonProcessingException e) {
        long at = e.getLocation() == null ? 0 : Math.max(e.getLocation().getByteOffset(), 0);
        return new CandorException(ErrorCode.MALFORMED_JSON, "not a JSON document, wrong at byte " + at, e);
    }
}
