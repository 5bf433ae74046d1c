package io.candor.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A configuration file as a tree. Duplicate keys, a second document and anything but a mapping are refused. */
final class ConfigYaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfigYaml() {}

    /**
     * Reads a file.
     *
     * @throws CandorException {@code CONFIG_INVALID} when it is missing, unreadable or not one YAML mapping
     */
    static ObjectNode read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new CandorException(ErrorCode.CONFIG_INVALID, "there is no configuration file " + file, e);
        } catch (IOException e) {
            throw new CandorException(ErrorCode.CONFIG_INVALID, "cannot read configuration file " + file, e);
        }
        try {
            return mapping(MAPPER.readTree(new NoAliases(MAPPER.getFactory().createParser(text))));
        } catch (JsonProcessingException e) {
            String message = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
            throw invalid(file, place(e.getLocation()) + message);
        } catch (IllegalArgumentException e) {
            throw invalid(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new CandorException(ErrorCode.CONFIG_INVALID, "cannot read configuration file " + file, e);
        }
    }

    private static ObjectNode mapping(@Nullable JsonNode node) {
        if (node == null || node.isMissingNode() || node.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (node instanceof ObjectNode mapping) {
            return mapping;
        }
        throw new IllegalArgumentException("the document must be a mapping of keys");
    }

    private static CandorException invalid(Path file, String message) {
        return new CandorException(
                ErrorCode.CONFIG_INVALID,
                "configuration file " + file + " cannot be used",
                List.of(new Violation("", message)));
    }

    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    /** Refuses {@code *alias}, which the tree model would take for a text. */
    private static final class NoAliases extends JsonParserDelegate {
        private final YAMLParser parser;

        NoAliases(YAMLParser parser) {
            super(parser);
            this.parser = parser;
        }

        @Override
        public @Nullable JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (parser.isCurrentAlias()) {
                throw new JsonParseException(parser, "aliases are not supported", currentLocation());
            }
            return token;
        }
    }
}
