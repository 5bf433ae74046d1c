package io.candor.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.candor.catalog.ItemFilter;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.serving.RecommendationRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request for a slate in one pass over its tokens, checks everything the wire format bounds, and
 * reports all that is wrong at once. Every field may be absent or null. Used once.
 */
final class RecommendationRequestReader {
    static final int MAX_RECENT = 100;
    static final int MAX_EXCLUDED = 1_000;
    static final int MAX_EXCLUDED_SLATES = 32;
    static final int MAX_PROPERTIES = 32;
    static final int MAX_CONTEXT_ATTRIBUTES = 32;
    static final int MAX_VARIANTS = 32;

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final List<String> FIELDS = List.of(
            "request_id",
            "user",
            "session",
            "limit",
            "context",
            "filter",
            "exclude",
            "exclude_slates",
            "properties",
            "explain",
            "variants",
            "cursor");
    private static final List<String> CONTEXT = List.of("item", "recent", "attributes");

    private final JsonParser parser;
    private final Violations violations;
    private final RequestValues values;
    private final boolean mayForce;

    private final Map<String, String> variants = new HashMap<>();
    private String ownRequestId = "";
    private String user = "";
    private String session = "";
    private int limit;
    private String contextItem = "";
    private List<String> recent = List.of();
    private Map<String, String> contextAttributes = Map.of();
    private ItemFilter filter = ItemFilter.NONE;
    private List<String> exclude = List.of();
    private List<String> excludeSlates = List.of();
    private List<String> properties = List.of();
    private boolean explain;
    private String cursor = "";

    private RecommendationRequestReader(JsonParser parser, Violations violations, boolean mayForce) {
        this.parser = parser;
        this.violations = violations;
        this.mayForce = mayForce;
        this.values = new RequestValues(parser, violations);
    }

    /**
     * Reads a request.
     *
     * @param json UTF-8; not modified
     * @param mayForce whether the sender may force variants
     * @throws CandorException MALFORMED_JSON with line and column when it is not one JSON document; INVALID_REQUEST with
     *     the violations (at most {@link Violations#MAX}) when it breaks a rule; KEY_NOT_ALLOWED when it forces variants
     *     and may not
     */
    static RecommendationRequest read(byte[] json, String requestId, String placement, boolean mayForce) {
        return JsonDocument.read(json, (parser, violations) -> {
            RecommendationRequestReader reader = new RecommendationRequestReader(parser, violations, mayForce);
            reader.fields();
            return reader.request(requestId, placement);
        });
    }

    private void fields() throws IOException {
        ObjectFields fields = new ObjectFields(parser, violations, "", FIELDS);
        for (@Nullable String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "request_id" -> ownRequestId = requestId(name);
                case "user" -> user = values.id(name);
                case "session" -> session = values.id(name);
                case "limit" -> limit = values.wholeNumber(name, 1, RecommendationRequest.MAX_LIMIT);
                case "context" -> context();
                case "filter" -> filter = new FilterReader(parser, violations, values).read();
                case "exclude" -> exclude = values.ids(name, MAX_EXCLUDED);
                case "exclude_slates" -> excludeSlates = values.texts(name, MAX_EXCLUDED_SLATES);
                case "properties" -> properties = values.ids(name, MAX_PROPERTIES);
                case "explain" -> explain = values.flag(name);
                case "variants" -> variants();
                default -> cursor = values.text(name);
            }
        }
    }

    private void context() throws IOException {
        if (!values.expect(JsonToken.START_OBJECT, "context", "an object")) {
            return;
        }
        ObjectFields fields = new ObjectFields(parser, violations, "context.", CONTEXT);
        for (@Nullable String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "item" -> contextItem = values.id("context.item");
                case "recent" -> recent = values.ids("context.recent", MAX_RECENT);
                default -> contextAttributes = contextAttributes();
            }
        }
    }

    private Map<String, String> contextAttributes() throws IOException {
        if (!values.expect(JsonToken.START_OBJECT, "context.attributes", "an object of texts")) {
            return Map.of();
        }
        Map<String, String> attributes = new HashMap<>();
        LabelReader labels = new LabelReader(parser, violations, values);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            String path = "context.attributes." + Violations.shortened(name);
            if (attributes.containsKey(name)) {
                values.refuse(path, "is given twice");
            } else if (attributes.size() == MAX_CONTEXT_ATTRIBUTES) {
                values.refuse(path, "is one attribute too many, at most " + MAX_CONTEXT_ATTRIBUTES + " are read");
            } else {
                attributes.put(name, labels.label(path).orElse(""));
            }
        }
        return attributes;
    }

    private void variants() throws IOException {
        if (!values.expect(JsonToken.START_OBJECT, "variants", "an object of texts")) {
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (!mayForce) {
                throw new CandorException(ErrorCode.KEY_NOT_ALLOWED, "variants are forced with a secret or admin key");
            }
            String path = "variants." + Violations.shortened(name);
            if (variants.size() == MAX_VARIANTS) {
                values.refuse(path, "is one experiment too many, at most " + MAX_VARIANTS + " are read");
            } else if (variants.put(name, values.id(path)) != null) {
                violations.add(path, "is given twice");
            }
        }
    }

    /** Returns a UUID in its canonical form. */
    private String requestId(String name) throws IOException {
        String text = values.id(name).toLowerCase(Locale.ROOT);
        if (!text.isEmpty() && !UUID_TEXT.matcher(text).matches()) {
            violations.add(name, "must be a UUID, was \"" + Violations.shortened(text) + "\"");
        }
        return text;
    }

    private RecommendationRequest request(String requestId, String placement) {
        return new RecommendationRequest(
                ownRequestId.isEmpty() ? requestId : ownRequestId,
                placement,
                user,
                session,
                limit,
                contextItem,
                recent,
                contextAttributes,
                filter,
                exclude,
                excludeSlates,
                properties,
                explain,
                variants,
                cursor);
    }
}
