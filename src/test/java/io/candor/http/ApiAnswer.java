package io.candor.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;

/** What came back from a server under test. */
record ApiAnswer(String method, String path, int status, HttpHeaders headers, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    String mediaType() {
        String type = header("Content-Type");
        return type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
    }

    JsonNode json() {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    String code() {
        return json().path("code").asText();
    }

    /** Returns "field: message" of every violation, one a line. */
    String violations() {
        StringBuilder lines = new StringBuilder();
        for (JsonNode violation : json().path("violations")) {
            lines.append(violation.get("field").asText())
                    .append(": ")
                    .append(violation.get("message").asText())
                    .append('\n');
        }
        return lines.toString();
    }
}
