package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.access.KeyKind;
import io.candor.access.KeyRing;
import io.candor.access.NewKey;
import io.candor.access.TestKeys;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which browsers a key answers. */
class KeyOriginsIT {
    private static final String RECOMMEND = "/v1/placements/home/recommendations";
    private static final String SHOP = "https://shop.example";
    private static final String BLOG = "https://blog.example";
    private static final String EVIL = "https://evil.example";

    private final NewKey shop = TestKeys.of(KeyKind.PUBLISHABLE, SHOP, "http://localhost:3000");
    private final NewKey blog = TestKeys.of(KeyKind.PUBLISHABLE, BLOG);
    private final NewKey unbound = TestKeys.of(KeyKind.PUBLISHABLE);
    private final NewKey secret = TestKeys.of(KeyKind.SECRET);

    @Test
    void boundKey_ownOrigins_areAnsweredAndMayRead() {
        try (ApiServer server = server()) {
            for (String origin : List.of(SHOP, "http://localhost:3000")) {
                ApiAnswer answer = recommend(server, origin, shop);
                assertEquals(200, answer.status());
                assertEquals(origin, answer.header("Access-Control-Allow-Origin"));
                assertTrue(answer.header("Access-Control-Expose-Headers").contains("x-request-id"));
                assertEquals("origin", answer.header("Vary"));
            }
        }
    }

    @Test
    void boundKey_otherOrigins_areRefusedAndMayNotRead() {
        try (ApiServer server = server()) {
            for (String origin :
                    List.of(EVIL, BLOG, "null", SHOP + ".evil.example", "http://127.0.0.1:" + server.port())) {
                ApiAnswer answer = recommend(server, origin, shop);
                assertEquals(403, answer.status(), origin);
                assertEquals("origin_not_allowed", answer.code());
                assertEquals("", answer.header("Access-Control-Allow-Origin"));
                assertEquals("origin", answer.header("Vary"));
            }
        }
    }

    @Test
    void boundKey_withoutOrigin_isAnswered() {
        try (ApiServer server = server()) {
            assertEquals(200, recommend(server, "", shop).status());
        }
    }

    @Test
    void boundKey_inTheQuery_isBoundToo() {
        try (ApiServer server = server()) {
            String path = "/v1/items/a/similar?key=" + shop.text().reveal();
            ApiAnswer good = server.send("GET", path, BodyPublishers.noBody(), "Origin", SHOP);
            assertEquals(SHOP, good.header("Access-Control-Allow-Origin"));
            assertEquals(
                    403,
                    server.send("GET", path, BodyPublishers.noBody(), "Origin", EVIL)
                            .status());
        }
    }

    @Test
    void boundKey_originAllowedByTheConfigurationOnly_isRefused() {
        try (ApiServer server = server(EVIL)) {
            ApiAnswer answer = recommend(server, EVIL, shop);
            assertEquals("origin_not_allowed", answer.code());
            assertEquals("", answer.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void otherKeys_areHeldToTheConfiguration() {
        try (ApiServer server = server(BLOG)) {
            for (NewKey key : List.of(unbound, secret)) {
                ApiAnswer allowed = recommend(server, BLOG, key);
                assertEquals(200, allowed.status());
                assertEquals(BLOG, allowed.header("Access-Control-Allow-Origin"));
                assertEquals("origin_not_allowed", recommend(server, SHOP, key).code());
            }
        }
    }

    @Test
    void otherKeys_nothingConfigured_areAnsweredButBrowsersMayNotRead() {
        try (ApiServer server = server()) {
            ApiAnswer answer = recommend(server, SHOP, unbound);
            assertEquals(200, answer.status());
            assertEquals("", answer.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void preflight_originOfAnyLiveKeyOrTheConfiguration_isAnswered() {
        try (ApiServer server = server("https://configured.example")) {
            for (String origin : List.of(SHOP, BLOG, "https://configured.example")) {
                ApiAnswer answer = preflight(server, RECOMMEND, origin);
                assertEquals(204, answer.status());
                assertEquals(origin, answer.header("Access-Control-Allow-Origin"));
                assertTrue(answer.header("Access-Control-Allow-Headers").contains("authorization"));
                assertTrue(answer.header("Access-Control-Allow-Methods").contains("POST"));
                assertEquals("600", answer.header("Access-Control-Max-Age"));
                assertEquals("origin", answer.header("Vary"));
            }
            ApiAnswer refused = preflight(server, RECOMMEND, EVIL);
            assertEquals(403, refused.status());
            assertEquals("", refused.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void preflight_originOfARevokedKey_isRefused() {
        try (ApiServer server = server()) {
            server.keys.replace(KeyRing.of(List.of(shop.key(), TestKeys.revoked(blog))));
            assertEquals(204, preflight(server, RECOMMEND, SHOP).status());
            assertEquals(403, preflight(server, RECOMMEND, BLOG).status());
        }
    }

    @Test
    void refusals_ofAValidKeyAndOrigin_mayBeRead() {
        try (ApiServer server = server()) {
            ApiAnswer answer = server.send(
                    "GET",
                    "/v1/models",
                    BodyPublishers.noBody(),
                    "Origin",
                    SHOP,
                    "Authorization",
                    "Bearer " + shop.text().reveal());
            assertEquals("key_not_allowed", answer.code());
            assertEquals(SHOP, answer.header("Access-Control-Allow-Origin"));
        }
    }

    @Test
    void keylessRoute_originOfAKey_mayBeRead() {
        try (ApiServer server = server()) {
            ApiAnswer answer = server.send("GET", "/openapi.yaml", BodyPublishers.noBody(), "Origin", SHOP);
            assertEquals(200, answer.status());
            assertEquals(SHOP, answer.header("Access-Control-Allow-Origin"));
        }
    }

    private ApiServer server(String... configured) {
        ApiServer server = new ApiServer(HttpConfigs.allowing(configured));
        server.keys.replace(TestKeys.ring(shop, blog, unbound, secret));
        return server;
    }

    private static ApiAnswer preflight(ApiServer server, String path, String origin) {
        return server.send(
                "OPTIONS",
                path,
                BodyPublishers.noBody(),
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type");
    }

    private static ApiAnswer recommend(ApiServer server, String origin, NewKey key) {
        List<String> headers = new ArrayList<>(List.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + key.text().reveal()));
        if (!origin.isEmpty()) {
            headers.addAll(List.of("Origin", origin));
        }
        return server.send("POST", RECOMMEND, BodyPublishers.ofString("{}"), headers.toArray(String[]::new));
    }
}
