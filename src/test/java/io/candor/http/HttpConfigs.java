package io.candor.http;

import io.candor.access.RateLimit;
import java.time.Duration;
import java.util.List;

/** The defaults, but for what tests of keys care about. */
final class HttpConfigs {
    private HttpConfigs() {}

    static HttpConfig allowing(String... origins) {
        return with(new CorsConfig(List.of(origins), Duration.ofMinutes(10)), KeyRates.defaults(), 0);
    }

    static HttpConfig limiting(RateLimit publishable, RateLimit failures) {
        return with(CorsConfig.defaults(), new KeyRates(publishable, RateLimit.NONE, RateLimit.NONE, failures), 0);
    }

    static HttpConfig loggingEveryRequest() {
        return with(CorsConfig.defaults(), KeyRates.defaults(), 1);
    }

    private static HttpConfig with(CorsConfig cors, KeyRates rates, int accessLogSample) {
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
                accessLogSample,
                defaults.limits(),
                cors,
                defaults.keysFile(),
                rates);
    }
}
