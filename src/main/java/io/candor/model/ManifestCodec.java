package io.candor.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code manifest.json} as bytes. Its first line seals the rest, so that the file that vouches for all others is itself
 * checked to the last bit:
 *
 * <pre>
 *  {"seal": "89abcdef 1234",      CRC-32C and length of all bytes after this line
 *    "format" : 1,
 *    …
 *  }
 * </pre>
 */
final class ManifestCodec {
    private static final Pattern SEAL = Pattern.compile("\\{\"seal\": \"([0-9a-f]{8}) ([0-9]{1,9})\",\n");
    private static final int LONGEST_SEAL = 40;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ManifestCodec() {}

    static byte[] encode(ModelManifest manifest) {
        try {
            String json = JSON.writeValueAsString(manifest);
            byte[] body = (json.substring(json.indexOf('\n') + 1) + "\n").getBytes(StandardCharsets.UTF_8);
            byte[] seal = seal(Checksum.of(body, 0), body.length);
            byte[] file = Arrays.copyOf(seal, seal.length + body.length);
            System.arraycopy(body, 0, file, seal.length, body.length);
            return file;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] seal(String crc, int length) {
        return ("{\"seal\": \"" + crc + " " + length + "\",\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a manifest.
     *
     * @throws CandorException BUNDLE_TRUNCATED, BUNDLE_CORRUPT, BUNDLE_TOO_OLD or BUNDLE_TOO_NEW, the file named
     */
    static ModelManifest decode(byte[] file) {
        checkSeal(file);
        try {
            JsonNode json = JSON.readTree(file);
            checkFormat(json.path("format").asInt());
            return JSON.treeToValue(json, ModelManifest.class);
        } catch (ValueInstantiationException e) {
            throw corrupt(
                    String.valueOf(
                            e.getCause() == null
                                    ? e.getOriginalMessage()
                                    : e.getCause().getMessage()),
                    e);
        } catch (JsonMappingException e) {
            throw corrupt("field " + fieldOf(e) + " is missing or of the wrong type", e);
        } catch (IOException e) {
            throw corrupt("is not JSON", e);
        }
    }

    private static String fieldOf(JsonMappingException e) {
        return e.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."));
    }

    private static CandorException corrupt(String what, @Nullable Throwable cause) {
        return new CandorException(ErrorCode.BUNDLE_CORRUPT, BundleFiles.MANIFEST + ": " + what, cause);
    }

    private static void checkSeal(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, LONGEST_SEAL), StandardCharsets.ISO_8859_1);
        Matcher seal = SEAL.matcher(start);
        if (!seal.lookingAt()) {
            if (!start.contains("\n")) {
                throw new CandorException(
                        ErrorCode.BUNDLE_TRUNCATED,
                        BundleFiles.MANIFEST + ": expected a sealed first line, found " + file.length
                                + " bytes without one");
            }
            throw corrupt("the first line is not a seal", null);
        }
        int expected = Integer.parseInt(seal.group(2));
        int found = file.length - seal.end();
        if (found < expected) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TRUNCATED,
                    BundleFiles.MANIFEST + ": expected " + expected + " bytes after the seal, found " + found);
        }
        String crc = Checksum.of(file, seal.end());
        if (!Arrays.equals(file, 0, seal.end(), seal(crc, found), 0, seal(crc, found).length)) {
            throw corrupt(
                    "expected CRC-32C " + seal.group(1) + " over " + expected + " bytes, found " + crc + " over "
                            + found,
                    null);
        }
    }

    private static void checkFormat(int format) {
        if (format > ModelManifest.FORMAT) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TOO_NEW,
                    BundleFiles.MANIFEST + ": format " + format + ", this release reads up to " + ModelManifest.FORMAT
                            + "; use a newer release");
        }
        if (format < ModelManifest.OLDEST_FORMAT) {
            throw new CandorException(
                    ErrorCode.BUNDLE_TOO_OLD,
                    BundleFiles.MANIFEST + ": format " + format + ", this release reads " + ModelManifest.OLDEST_FORMAT
                            + " and up; make the bundle anew");
        }
    }
}
