package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.CapturedLog;
import io.candor.access.KeyKind;
import io.candor.access.KeyRing;
import io.candor.access.NewKey;
import io.candor.access.RateLimit;
import io.candor.access.TestKeys;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a key answers, how often guessing does, and what is never shown of a key. */
class KeyRatesIT {
    private static final HttpConfig CONFIG = HttpConfigs.limiting(new RateLimit(2, 3), new RateLimit(1, 2));

    private final ApiServer server = new ApiServer(CONFIG);
    private final NewKey publishable = TestKeys.of(KeyKind.PUBLISHABLE);
    private final NewKey secret = TestKeys.of(KeyKind.SECRET);

    KeyRatesIT() {
        server.keys.replace(TestKeys.ring(publishable, secret));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void limit_burstThenRefill_isKeptAndSaidInHeaders() {
        headers(recommend(publishable), 200, "3", "2", "1");
        headers(recommend(publishable), 200, "3", "1", "1");
        headers(recommend(publishable), 200, "3", "0", "2");
        ApiAnswer refused = recommend(publishable);
        headers(refused, 429, "3", "0", "2");
        assertEquals("rate_limited", refused.code());
        assertEquals("1", refused.header("Retry-After"));

        pass(500);
        headers(recommend(publishable), 200, "3", "0", "2");
        assertEquals(429, recommend(publishable).status());
        pass(60_000);
        headers(recommend(publishable), 200, "3", "2", "1");
    }

    @Test
    void limit_none_sendsNoHeaders() {
        for (int i = 0; i < 10; i++) {
            ApiAnswer answer = recommend(secret);
            assertEquals(200, answer.status());
            assertEquals("", answer.header("RateLimit-Limit"));
        }
    }

    @Test
    void limit_ofTheKeyItself_goesBeforeThatOfItsKind() {
        NewKey slow = TestKeys.limited(KeyKind.SECRET, 1, 1);
        NewKey free = TestKeys.limited(KeyKind.PUBLISHABLE, 0, 0);
        server.keys.replace(TestKeys.ring(slow, free));

        headers(recommend(slow), 200, "1", "0", "1");
        assertEquals(429, recommend(slow).status());
        assertEquals("", recommend(free).header("RateLimit-Limit"));
    }

    @Test
    void limit_perKey_isNotShared() {
        NewKey other = TestKeys.of(KeyKind.PUBLISHABLE);
        server.keys.replace(TestKeys.ring(publishable, other));
        for (int i = 0; i < 3; i++) {
            recommend(publishable);
        }

        assertEquals(429, recommend(publishable).status());
        assertEquals(200, recommend(other).status());
    }

    @Test
    void limit_afterTheFileChanged_isWhereItWas() {
        for (int i = 0; i < 3; i++) {
            recommend(publishable);
        }
        server.keys.replace(TestKeys.ring(publishable, secret, TestKeys.of(KeyKind.ADMIN)));

        assertEquals(429, recommend(publishable).status());
    }

    @Test
    void refusedForItsKind_costsNothing() {
        for (int i = 0; i < 10; i++) {
            assertEquals(
                    "key_not_allowed",
                    server.send("GET", "/v1/models", BodyPublishers.noBody(), "Authorization", bearer(publishable))
                            .code());
        }
        headers(recommend(publishable), 200, "3", "2", "1");
    }

    @Test
    void guessing_fromOneAddress_isSlowedAndLeavesValidKeysAlone() {
        NewKey unknown = TestKeys.of(KeyKind.ADMIN);
        assertEquals(401, recommend(unknown).status());
        assertEquals(401, recommend(unknown).status());
        ApiAnswer slowed = recommend(unknown);
        headers(slowed, 429, "2", "0", "2");
        assertEquals("rate_limited", slowed.code());
        assertEquals("1", slowed.header("Retry-After"));
        assertEquals(200, recommend(secret).status());
        assertEquals("key_missing", server.recommend("{}").code());

        pass(1_000);
        assertEquals(401, recommend(unknown).status());
        assertEquals(429, recommend(unknown).status());
    }

    @Test
    void failures_ofOneNetwork_shareABucket() {
        ApiKeys keys = new ApiKeys(KeyRing.OPEN, CONFIG.rates(), () -> 0);
        assertEquals(keys.failures("2001:db8:1:2::1"), keys.failures("2001:db8:1:2:ffff::9"));
        assertFalse(keys.failures("2001:db8:1:3::1").equals(keys.failures("2001:db8:1:2::1")));
        assertFalse(keys.failures("10.0.0.1").equals(keys.failures("10.0.0.2")));
        assertEquals(keys.failures("::ffff:10.0.0.1"), keys.failures("10.0.0.1"));
        KeyRates unlimited = new KeyRates(RateLimit.NONE, RateLimit.NONE, RateLimit.NONE, RateLimit.NONE);
        assertTrue(new ApiKeys(KeyRing.OPEN, unlimited, () -> 0)
                .failures("10.0.0.1")
                .isEmpty());
    }

    @Test
    void keyText_inNoLogLineAndNoAnswer() {
        NewKey unknown = TestKeys.of(KeyKind.ADMIN);
        List<String> shown = new ArrayList<>();
        try (CapturedLog log = new CapturedLog();
                ApiServer verbose = new ApiServer(HttpConfigs.loggingEveryRequest())) {
            verbose.keys.replace(TestKeys.ring(publishable, secret));
            for (NewKey key : List.of(publishable, secret, unknown)) {
                shown.add(send(
                        verbose, "/v1/items/a/similar?limit=x&key=" + key.text().reveal()));
                shown.add(send(verbose, "/v1/items/a/similar?key=" + key.text().reveal() + "%FF&nonsense=%FF"));
                shown.add(send(verbose, "/v1/items/a/similar?limit=x", "Authorization", bearer(key)));
                shown.add(send(verbose, "/v1/models", "Authorization", bearer(key)));
                shown.add(send(verbose, "/v1/nothing?key=" + key.text().reveal(), "Authorization", bearer(key)));
            }
            verbose.keys.replace(KeyRing.OPEN);
            shown.add(send(
                    verbose, "/v1/items/a/similar?limit=x&key=" + secret.text().reveal()));
            shown.add(verbose.manage("GET", "/metrics").text());
            assertTrue(log.lines().stream().anyMatch(line -> line.contains("one in 1")), log.lines()::toString);
            shown.addAll(log.lines());
        }
        for (NewKey key : List.of(publishable, secret, unknown)) {
            String text = key.text().reveal().substring(21);
            assertTrue(shown.stream().noneMatch(line -> line.contains(text)), shown::toString);
        }
    }

    private static String send(ApiServer server, String path, String... headers) {
        ApiAnswer answer = server.send("GET", path, BodyPublishers.noBody(), headers);
        return answer.text() + answer.headers();
    }

    private void pass(long millis) {
        server.keyNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private ApiAnswer recommend(NewKey key) {
        return server.send(
                "POST",
                "/v1/placements/home/recommendations",
                BodyPublishers.ofString("{}"),
                "Content-Type",
                "application/json",
                "Authorization",
                bearer(key));
    }

    private static String bearer(NewKey key) {
        return "Bearer " + key.text().reveal();
    }

    private static void headers(ApiAnswer answer, int status, String limit, String remaining, String reset) {
        assertEquals(status, answer.status(), answer::toString);
        assertEquals(limit, answer.header("RateLimit-Limit"));
        assertEquals(remaining, answer.header("RateLimit-Remaining"));
        assertEquals(reset, answer.header("RateLimit-Reset"));
    }
}
