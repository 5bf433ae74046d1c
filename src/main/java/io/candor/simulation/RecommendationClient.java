package io.candor.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A server as somebody outside sees it: JSON over HTTP. Thread-safe. */
public final class RecommendationClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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
    public Answer recommend(String placement, String user, int limit) throws IOException, InterruptedException {
        JsonNode body = JSON.createObjectNode().put("user", user).put("limit", limit);
        return post("/v1/placements/" + placement + "/recommendations", body);
    }

    /** Sends a body. */
    public Answer post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        key.ifPresent(secret -> request.header("authorization", "Bearer " + secret));
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        boolean json = response.headers().firstValue("content-type").orElse("").contains("json");
        return new Answer(response.statusCode(), json ? JSON.readTree(response.body()) : JSON.createObjectNode());
    }

    @Override
    public void close() {
        client.close();
    }
}
