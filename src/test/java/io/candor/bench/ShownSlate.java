package io.candor.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A slate that somebody got: its token and the items in it. */
record ShownSlate(String token, List<String> items) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ShownSlate ask(PlainClient client, String user, int limit) throws IOException {
        return ask(client, "user", user, limit);
    }

    static ShownSlate ofSession(PlainClient client, String session, int limit) throws IOException {
        return ask(client, "session", session, limit);
    }

    private static ShownSlate ask(PlainClient client, String kind, String id, int limit) throws IOException {
        PlainClient.Answer answer = client.post(
                "/v1/placements/home/recommendations", "{\"" + kind + "\":\"" + id + "\",\"limit\":" + limit + "}");
        if (answer.status() != 200) {
            throw new IOException("a slate was refused: " + answer.status() + " " + answer.body());
        }
        JsonNode body = JSON.readTree(answer.body());
        List<String> items = new ArrayList<>();
        body.path("items").forEach(item -> items.add(item.path("id").asText()));
        return new ShownSlate(body.path("token").asText(), items);
    }
}
