package io.candor.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/**
 * A server as somebody outside sees it: JSON over HTTP. Each call blocks, over a connection that is kept open; with more than five
 * threads some connections are made anew. Thread-safe.
 */
public final class RecommendationClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PATIENCE_MILLIS = 60_000;

    private final URI base;
    private final Optional<String> key;

    /** An answer; its body is empty where it was no JSON. */
    public record Answer(int status, JsonNode body) {
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    /**
     * Creates one.
     *
     * @param base where the API is, without a slash at the end
     * @param key API key, if one is needed
     */
    public RecommendationClient(URI base, Optional<String> key) {
        this.base = base;
        this.key = key;
    }

    /** Asks for a slate. */
    public Answer recommend(String placement, String user, int limit) throws IOException {
        JsonNode body = JSON.createObjectNode().put("user", user).put("limit", limit);
        return post("/v1/placements/" + placement + "/recommendations", body);
    }

    /** Sends a body. */
    public Answer post(String path, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        HttpURLConnection call = open(path);
        call.setRequestMethod("POST");
        call.setDoOutput(true);
        call.setRequestProperty("content-type", "application/json");
        call.setFixedLengthStreamingMode(bytes.length);
        call.getOutputStream().write(bytes);
        return answer(call);
    }

    private HttpURLConnection open(String path) throws IOException {
        HttpURLConnection call =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        call.setConnectTimeout(PATIENCE_MILLIS);
        call.setReadTimeout(PATIENCE_MILLIS);
        key.ifPresent(secret -> call.setRequestProperty("authorization", "Bearer " + secret));
        return call;
    }

    private static Answer answer(HttpURLConnection call) throws IOException {
        int status = call.getResponseCode();
        boolean json = String.valueOf(call.getContentType()).contains("json");
        try (InputStream in =
                status >= HttpURLConnection.HTTP_BAD_REQUEST ? call.getErrorStream() : call.getInputStream()) {
            byte[] body = in == null ? new byte[0] : in.readAllBytes();
            return new Answer(status, json ? JSON.readTree(body) : JSON.createObjectNode());
        }
    }
}
