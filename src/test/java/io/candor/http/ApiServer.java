package io.candor.http;

import io.candor.access.KeyRing;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Both routers behind real servers on free ports, with fakes behind them; every answer is held to the contract. */
final class ApiServer implements AutoCloseable {
    final FakeSlates slates = new FakeSlates();
    final FakeItems items = new FakeItems();
    final FakeEvents events = new FakeEvents();
    final FakeUsers users = new FakeUsers();
    final Draining draining = new Draining();
    /** The clock of the limits. */
    final AtomicLong keyNanos = new AtomicLong();

    final ApiKeys keys;
    volatile Readiness readiness = Readiness.READY;

    private final OpenApiConformance contract = new OpenApiConformance();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final HttpServer api;
    private final HttpServer management;

    ApiServer() {
        this(HttpConfig.defaults());
    }

    ApiServer(HttpConfig config) {
        HttpMetrics metrics = new HttpMetrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Set::of);
        keys = new ApiKeys(KeyRing.OPEN, config.rates(), keyNanos::get);
        RequestIds ids = new RequestIds(InstantSource.system(), new Random(7));
        ApiRuntime runtime = new ApiRuntime(
                ids, System::nanoTime, metrics, RequestTraces.OFF, draining, keys, new RepeatedRequests(metrics));
        ApiServices services = new ApiServices(
                slates,
                items,
                new FakeModels(),
                events.intake(),
                events,
                users,
                new FakeExperiments(),
                new FakeReports());
        api = HttpServers.api(vertx, config, services, runtime, router -> {})
                .listen(0, "127.0.0.1")
                .await();
        management = HttpServers.management(vertx, config, () -> readiness, runtime)
                .listen(0, "127.0.0.1")
                .await();
    }

    int port() {
        return api.actualPort();
    }

    ApiAnswer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    ApiAnswer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    ApiAnswer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    ApiAnswer put(String path, String json) {
        return send("PUT", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    ApiAnswer recommend(String json) {
        return post("/v1/placements/home/recommendations", json);
    }

    ApiAnswer events(String json) {
        return post("/v1/events", json);
    }

    ApiAnswer bulk(BodyPublisher body) {
        return send("POST", "/v1/items", body, "Content-Type", "application/x-ndjson");
    }

    ApiAnswer manage(String method, String path) {
        return send(management.actualPort(), method, path, BodyPublishers.noBody());
    }

    ApiAnswer send(String method, String path, BodyPublisher body, String... headers) {
        return send(api.actualPort(), method, path, body, headers);
    }

    private ApiAnswer send(int port, String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            ApiAnswer answer = new ApiAnswer(method, path, response.statusCode(), response.headers(), response.body());
            contract.check(answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        vertx.close().await();
    }
}
