package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.candor.config.ByteSize;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/items}: good lines are never lost, bad ones are named, and nothing is unbounded. */
class BulkItemsIT {
    @Test
    void bulk_goodAndBadLines_keepsTheGoodAndNamesTheBad() {
        try (ApiServer server = new ApiServer()) {
            ApiAnswer answer = server.bulk(BodyPublishers.ofString("""
                    {"id":"a","title":"A"}\r
                    not json

                    {"id":"b","price":-1}
                    {"title":"no id"}
                    {"id":"é/ 🎬"}"""));

            assertEquals(200, answer.status());
            JsonNode report = answer.json();
            assertEquals(2, report.get("accepted").asInt());
            assertEquals(3, report.get("rejected").asInt());
            assertEquals("1 malformed_json", error(report, 0));
            assertEquals("3 invalid_request", error(report, 1));
            assertEquals("4 invalid_request", error(report, 2));
            assertTrue(report.at("/errors/1/message").asText().contains("price: must not be negative"));
            assertTrue(server.items.stored.containsKey("a") && server.items.stored.containsKey("é/ 🎬"));
        }
    }

    @Test
    void bulk_manyLines_goesInBoundedBatchesInOrder() {
        try (ApiServer server = new ApiServer(config(10, 1 << 20))) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < 5_000; i++) {
                lines.append("{\"id\":\"")
                        .append(i % 4_000)
                        .append("\",\"n\":")
                        .append(i)
                        .append("}\n");
            }
            ApiAnswer answer = server.bulk(chunked(lines.toString()));

            assertEquals(5_000, answer.json().get("accepted").asInt());
            assertEquals(4_000, server.items.stored.size());
            assertTrue(server.items.batches.stream().allMatch(size -> size <= 10));
            assertEquals(4_999, server.get("/v1/items/999").json().get("n").asInt());
        }
    }

    @Test
    void bulk_lineOverTheBound_costsOnlyItself() {
        try (ApiServer server = new ApiServer(config(10, 1 << 20))) {
            String big = "{\"id\":\"big\",\"t\":\"" + "x".repeat(5_000) + "\"}\n";
            ApiAnswer answer = server.bulk(BodyPublishers.ofString("{\"id\":\"a\"}\n" + big + "{\"id\":\"b\"}\n"));

            assertEquals("1 payload_too_large", error(answer.json(), 0));
            assertEquals(2, answer.json().get("accepted").asInt());
        }
    }

    @Test
    void bulk_bodyOverTheBound_is413SayingWhatIsStored() {
        try (ApiServer server = new ApiServer(config(1, 4_096))) {
            String lines = "{\"id\":\"a\"}\n".repeat(1_000_000);

            assertEquals(
                    413,
                    server.bulk(BodyPublishers.ofString(lines.substring(0, 11_000)))
                            .status());
            assertTrue(server.items.stored.isEmpty(), "a declared length is refused before anything is stored");
            ApiAnswer answer = server.bulk(chunked(lines.substring(0, 110_000)));
            assertEquals(413, answer.status());
            assertTrue(
                    answer.json().get("detail").asText().matches(".*4096 bytes; \\d+ items were stored before that"),
                    answer.text());
        }
    }

    @Test
    void bulk_moreBadLinesThanListed_countsTheRest() {
        try (ApiServer server = new ApiServer()) {
            ApiAnswer answer = server.bulk(BodyPublishers.ofString("x\n".repeat(1_500)));

            assertEquals(1_500, answer.json().get("rejected").asInt());
            assertEquals(1_000, answer.json().get("errors").size());
            assertEquals(500, answer.json().get("errors_omitted").asInt());
        }
    }

    @Test
    void bulk_storageDown_is503() {
        try (ApiServer server = new ApiServer()) {
            server.items.failure =
                    Optional.of(new CandorException(ErrorCode.STORAGE_UNAVAILABLE, "the database does not answer"));
            ApiAnswer answer = server.bulk(BodyPublishers.ofString("{\"id\":\"a\"}\n"));

            assertEquals("storage_unavailable", answer.code());
            assertEquals(
                    "the database does not answer; 0 items were stored before that",
                    answer.json().get("detail").asText());
        }
    }

    @Test
    void bulk_empty_isFine() {
        try (ApiServer server = new ApiServer()) {
            assertEquals(
                    0,
                    server.bulk(BodyPublishers.ofString("\n"))
                            .json()
                            .get("accepted")
                            .asInt());
        }
    }

    private static String error(JsonNode report, int i) {
        JsonNode error = report.get("errors").get(i);
        return error.get("index").asInt() + " " + error.get("code").asText();
    }

    private static BodyPublisher chunked(String text) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpConfig config(int batch, int maxBulkBytes) {
        HttpConfig defaults = HttpConfig.defaults();
        return new HttpConfig(
                defaults.host(),
                defaults.port(),
                defaults.managementHost(),
                defaults.managementPort(),
                defaults.requestDeadline(),
                defaults.idleTimeout(),
                defaults.drainGrace(),
                defaults.drainTimeout(),
                false,
                0,
                new HttpLimits(
                        16,
                        16,
                        16,
                        ByteSize.ofKilobytes(64),
                        ByteSize.ofKilobytes(4),
                        new ByteSize(maxBulkBytes),
                        batch,
                        ByteSize.ofMegabytes(2),
                        1_000),
                defaults.cors(),
                defaults.keysFile(),
                defaults.rates());
    }
}
