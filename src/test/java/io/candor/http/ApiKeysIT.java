package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.access.KeyKind;
import io.candor.access.KeyRing;
import io.candor.access.NewKey;
import io.candor.access.TestKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key opens which route. */
class ApiKeysIT {
    private static final String RECOMMEND = "/v1/placements/home/recommendations";

    private final ApiServer server = new ApiServer();
    private final NewKey publishable = TestKeys.of(KeyKind.PUBLISHABLE);
    private final NewKey secret = TestKeys.of(KeyKind.SECRET);
    private final NewKey admin = TestKeys.of(KeyKind.ADMIN);

    @AfterEach
    void stop() {
        server.close();
    }

    /** A kind of key and a route. */
    record Use(KeyKind kind, ApiRoute route) {}

    static Stream<Use> uses() {
        return Arrays.stream(KeyKind.values())
                .flatMap(kind -> Arrays.stream(ApiRoute.values()).map(route -> new Use(kind, route)));
    }

    @ParameterizedTest
    @MethodSource("uses")
    void route_keyOfEachKind_isTakenWhenStrongEnough(Use use) {
        server.keys.replace(TestKeys.ring(publishable, secret, admin));
        ApiAnswer answer = call(use.route(), bearer(keyOf(use.kind())));

        boolean refused = answer.status() == 403;
        assertEquals(!use.route().access().allows(use.kind()), refused, answer::toString);
        if (refused) {
            assertEquals("key_not_allowed", answer.code());
            assertTrue(
                    answer.json()
                            .get("detail")
                            .asText()
                            .contains(use.route().access().wire()),
                    answer.text());
        }
    }

    @ParameterizedTest
    @EnumSource(ApiRoute.class)
    void route_noKey_isRefusedWhereOneIsNeeded(ApiRoute route) {
        server.keys.replace(TestKeys.ring(admin));
        ApiAnswer answer = call(route);

        if (route.access().needsKey()) {
            assertEquals("key_missing", answer.code());
            assertEquals("Bearer", answer.header("WWW-Authenticate"));
        } else {
            assertEquals(200, answer.status());
        }
    }

    @Test
    void access_table_isThatOfTheDesign() {
        assertEquals(Access.PUBLISHABLE, ApiRoute.RECOMMEND.access());
        assertEquals(Access.PUBLISHABLE, ApiRoute.SIMILAR.access());
        assertEquals(Access.SECRET, ApiRoute.GET_ITEM.access());
        assertEquals(Access.SECRET, ApiRoute.BULK_ITEMS.access());
        assertEquals(Access.ADMIN, ApiRoute.ACTIVATE_MODEL.access());
        assertEquals(Access.ANYBODY, ApiRoute.OPENAPI.access());
    }

    @Test
    void noKeyEver_everythingIsTaken() {
        assertEquals(200, server.recommend("{}").status());
        assertEquals(200, server.get("/v1/models").status());
        assertEquals(200, server.get("/v1/models?key=" + text(secret)).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "candor_pk_0123456789_short", "candor_zk_0123456789_"})
    void key_thatIsNone_isInvalid(String key) {
        server.keys.replace(TestKeys.ring(secret));
        ApiAnswer answer = recommendWith("Bearer " + key + (key.endsWith("_") ? "A".repeat(43) : ""));

        assertEquals(401, answer.status());
        assertEquals(key.isEmpty() ? "key_missing" : "key_invalid", answer.code());
    }

    @Test
    void key_malformedUnknownAndRevoked_areAnsweredAlike() {
        server.keys.replace(KeyRing.of(List.of(secret.key(), TestKeys.revoked(admin))));
        List<String> answers = new ArrayList<>();
        for (String key : List.of("nonsense", text(publishable), text(admin))) {
            ApiAnswer answer = recommendWith("Bearer " + key);
            assertEquals("Bearer", answer.header("WWW-Authenticate"));
            answers.add(answer.status() + answer.text().replaceAll("\"request_id\":\"[^\"]+\"", ""));
        }

        assertEquals(1, answers.stream().distinct().count(), answers::toString);
    }

    @Test
    void scheme_inAnyCase_isTakenAndOthersAreNot() {
        server.keys.replace(TestKeys.ring(publishable));

        assertEquals(200, recommendWith("bEARER " + text(publishable)).status());
        assertEquals("key_missing", recommendWith("Basic " + text(publishable)).code());
        assertEquals("key_missing", recommendWith(text(publishable)).code());
    }

    @Test
    void query_publishableKey_isTakenAnywhereInIt() {
        server.keys.replace(TestKeys.ring(publishable));
        String path = "/v1/items/a/similar";

        assertEquals(200, server.get(path + "?key=" + text(publishable)).status());
        assertEquals(
                200,
                server.get(path + "?limit=2&key=" + text(publishable) + "&explain=true")
                        .status());
        assertEquals(
                "key_missing",
                server.get(path + "?limit=2&monkey=" + text(publishable)).code());
        assertEquals("key_invalid", server.get(path + "?key=x").code());
        assertEquals("key_missing", server.get(path + "?").code());
        assertEquals(
                200, server.post(RECOMMEND + "?key=" + text(publishable), "{}").status());
    }

    @Test
    void query_publishableKey_isTooWeakWhereItIsInAHeader() {
        server.keys.replace(TestKeys.ring(publishable));

        assertEquals(
                "key_not_allowed",
                server.get("/v1/models?key=" + text(publishable)).code());
    }

    @Test
    void query_confidentialKey_isRefusedWithTheReason() {
        server.keys.replace(TestKeys.ring(publishable, secret, admin));
        for (NewKey key : List.of(secret, admin)) {
            ApiAnswer answer = server.get("/v1/items/a/similar?key=" + text(key));
            assertEquals(403, answer.status());
            assertEquals("key_not_allowed", answer.code());
            assertTrue(answer.json().get("detail").asText().contains("Authorization: Bearer"), answer.text());
            assertEquals(
                    403,
                    server.send(
                                    "GET",
                                    "/v1/models?key=" + text(key),
                                    BodyPublishers.noBody(),
                                    "Authorization",
                                    "Bearer " + text(admin))
                            .status());
        }
    }

    @Test
    void revoked_whileRunning_isRefusedFromTheNextRequestOn() {
        server.keys.replace(TestKeys.ring(secret));
        assertEquals(200, recommendWith(bearer(secret)[1]).status());

        server.keys.replace(KeyRing.of(List.of(TestKeys.revoked(secret))));
        assertEquals("key_invalid", recommendWith(bearer(secret)[1]).code());
        assertEquals("key_missing", server.recommend("{}").code());
        assertEquals(200, server.get("/openapi.yaml").status());
    }

    @Test
    void closedRing_refusesEverything() {
        server.keys.replace(KeyRing.CLOSED);

        assertEquals("key_missing", server.recommend("{}").code());
        assertEquals("key_invalid", recommendWith(bearer(admin)[1]).code());
    }

    @Test
    void variants_forced_needASecretKey() {
        server.keys.replace(TestKeys.ring(publishable, secret));
        String body = "{\"variants\":{\"checkout\":\"b\"}}";

        assertEquals(
                "key_not_allowed", recommendWith(bearer(publishable)[1], body).code());
        assertEquals(200, recommendWith(bearer(secret)[1], body).status());
        assertEquals(Map.of("checkout", "b"), server.slates.last().variants());
        assertEquals(
                200, recommendWith(bearer(publishable)[1], "{\"variants\":{}}").status());
    }

    @Test
    void head_andUnknownPaths_areCheckedLikeTheirRoutes() {
        server.keys.replace(TestKeys.ring(secret));

        assertEquals(
                401, server.send("HEAD", "/v1/items/a", BodyPublishers.noBody()).status());
        assertEquals(404, server.get("/v1/nothing").status());
        assertEquals(405, server.delete("/v1/models").status());
        assertEquals(
                204,
                server.send("OPTIONS", "/v1/models", BodyPublishers.noBody()).status());
    }

    @Test
    void body_ofARefusedRequest_isNotRead() throws IOException {
        server.keys.replace(TestKeys.ring(secret));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            String head = "POST " + RECOMMEND + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: 1000000000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
        }
        assertTrue(server.slates.closed.get() == 0);
    }

    @Test
    void metrics_countRefusalsByCodeAndRequestsByKind() {
        server.keys.replace(TestKeys.ring(publishable, secret));
        server.recommend("{}");
        recommendWith("Bearer nonsense");
        recommendWith(bearer(publishable)[1]);
        server.send("GET", "/v1/models", BodyPublishers.noBody(), bearer(secret));
        server.get("/openapi.yaml");

        String metrics = server.manage("GET", "/metrics").text();
        for (String line : List.of(
                "candor_http_requests_refused_total{code=\"key_missing\"} 1.0",
                "candor_http_requests_refused_total{code=\"key_invalid\"} 1.0",
                "candor_http_requests_refused_total{code=\"key_not_allowed\"} 1.0",
                "candor_http_requests_keyed_total{kind=\"publishable\"} 1.0",
                "candor_http_requests_keyed_total{kind=\"secret\"} 1.0",
                "candor_http_requests_keyed_total{kind=\"none\"} 1.0")) {
            assertTrue(metrics.contains(line), () -> line + " is missing in\n" + metrics);
        }
        assertFalse(metrics.contains(publishable.key().id()), metrics);
    }

    private ApiAnswer call(ApiRoute route, String... headers) {
        String path = route.template()
                .replace("{placement}", "home")
                .replace("{id}", "item-1")
                .replace("{version}", "m-1")
                .replace("{kind}", "position-bias");
        String type = route == ApiRoute.BULK_ITEMS ? "application/x-ndjson" : "application/json";
        List<String> all = new ArrayList<>(List.of("Content-Type", type));
        all.addAll(List.of(headers));
        return server.send(
                route.method().name(),
                path,
                BodyPublishers.ofString(route == ApiRoute.PUT_AVAILABILITY ? "{\"available\":true}" : "{}"),
                all.toArray(String[]::new));
    }

    private ApiAnswer recommendWith(String authorization) {
        return recommendWith(authorization, "{}");
    }

    private ApiAnswer recommendWith(String authorization, String body) {
        return server.send(
                "POST",
                RECOMMEND,
                BodyPublishers.ofString(body),
                "Content-Type",
                "application/json",
                "Authorization",
                authorization);
    }

    private NewKey keyOf(KeyKind kind) {
        return switch (kind) {
            case PUBLISHABLE -> publishable;
            case SECRET -> secret;
            case ADMIN -> admin;
        };
    }

    private static String[] bearer(NewKey key) {
        return new String[] {"Authorization", "Bearer " + text(key)};
    }

    private static String text(NewKey key) {
        return key.text().reveal();
    }
}
