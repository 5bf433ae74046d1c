package io.candor.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.access.KeyFile;
import io.candor.config.ByteSize;
import io.candor.eventlog.EventLogConfig;
import io.candor.http.HttpConfig;
import io.candor.model.TestBundles;
import io.candor.storage.DatabaseAddress;
import io.candor.storage.DatabaseConfig;
import io.candor.verticle.ModelsConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A whole server on free ports, and a client of it. */
final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final EventLogConfig SMALL_LOG = new EventLogConfig(
            ByteSize.ofMegabytes(1),
            ByteSize.ofMegabytes(64),
            ByteSize.ofMegabytes(16),
            ByteSize.ofKilobytes(256),
            ByteSize.ofMegabytes(16),
            Duration.ofMillis(100));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Application application;
    private final DataDirectory data;

    private TestServer(Application application, DataDirectory data) {
        this.application = application;
        this.data = data;
    }

    /** An answer of the server. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        List<String> ids() {
            List<String> ids = new ArrayList<>();
            body.path("items").forEach(item -> ids.add(item.path("id").asText()));
            return ids;
        }

        String text(String field) {
            return body.path(field).asText();
        }
    }

    /** What is to hold sooner or later. */
    interface Condition {
        boolean holds() throws Exception;
    }

    static TestServer start(Path directory, DatabaseAddress database) {
        return start(directory, database, InstantSource.system());
    }

    static TestServer start(Path directory, DatabaseAddress database, InstantSource clock) {
        return start(directory, config(database), clock);
    }

    static TestServer start(Path directory, CandorConfig config, InstantSource clock) {
        DataDirectory data = new DataDirectory(directory);
        return new TestServer(Application.start(config, data, clock).await(), data);
    }

    static TestServer start(Path directory, DatabaseAddress database, TracingConfig tracing) {
        return start(directory, config(database, tracing), InstantSource.system());
    }

    static CandorConfig config(DatabaseAddress database) {
        return config(database, TracingConfig.defaults());
    }

    private static CandorConfig config(DatabaseAddress database, TracingConfig tracing) {
        CandorConfig defaults = CandorConfig.defaults();
        return new CandorConfig(
                http(defaults.http()),
                database(defaults.database(), database),
                defaults.feedback(),
                new ModelsConfig(true, Duration.ofMillis(100), 50),
                defaults.retrieval(),
                defaults.catalog(),
                defaults.serving(),
                defaults.tokens(),
                defaults.events(),
                SMALL_LOG,
                defaults.projector(),
                defaults.profiles(),
                defaults.experiments(),
                tracing,
                defaults.placements());
    }

    private static HttpConfig http(HttpConfig http) {
        return new HttpConfig(
                http.host(),
                0,
                http.managementHost(),
                0,
                Duration.ofSeconds(5),
                http.idleTimeout(),
                Duration.ZERO,
                Duration.ofSeconds(5),
                http.compression(),
                http.accessLogSample(),
                http.limits(),
                http.cors(),
                http.keysFile(),
                http.rates());
    }

    private static DatabaseConfig database(DatabaseConfig database, DatabaseAddress address) {
        return new DatabaseConfig(
                Optional.of(address.uri()),
                address.password(),
                database.poolSize(),
                database.maxWaiting(),
                database.connectTimeout(),
                database.statementTimeout(),
                database.idleTimeout(),
                Duration.ofSeconds(1),
                database.startTimeout());
    }

    /** Writes a bundle beside the models and moves it in, as a trainer does. */
    void offer(String version, int items, long seed) throws IOException {
        Path drafts = Files.createDirectories(data.root().resolve("drafts"));
        Path draft = TestBundles.write(drafts.resolve(version), items, 20, 8, seed);
        moveIn(draft);
    }

    void moveIn(Path bundle) throws IOException {
        Files.move(bundle, data.models().resolve(bundle.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    int port() {
        return application.ports().api();
    }

    Answer recommend(String placement, String body) throws IOException, InterruptedException {
        return call("POST", "/v1/placements/" + placement + "/recommendations", body);
    }

    Answer call(String method, String path, String body) throws IOException, InterruptedException {
        return send(application.ports().api(), method, path, body);
    }

    /** The API keys of this server. */
    KeyFile keys() {
        return data.apiKeys(HttpConfig.defaults());
    }

    /** Sends a request with an API key. */
    Answer callWith(String key, String method, String path, String body) throws IOException, InterruptedException {
        return callWithHeader("authorization", "Bearer " + key, method, path, body);
    }

    /** Sends a request with one more header. */
    Answer callWithHeader(String header, String value, String method, String path, String body)
            throws IOException, InterruptedException {
        return send(application.ports().api(), method, path, body, header, value);
    }

    Answer manage(String path) throws IOException, InterruptedException {
        return send(application.ports().management(), "GET", path, "");
    }

    private Answer send(int port, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), parse(response), response);
    }

    private static JsonNode parse(HttpResponse<String> response) throws IOException {
        String type = response.headers().firstValue("content-type").orElse("");
        return type.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode();
    }

    /** Asks again until the condition holds; fails when that takes too long. */
    void await(String what, Condition condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new AssertionError("after 30 s still not: " + what);
            }
            Thread.onSpinWait();
        }
    }

    void awaitModel(String version) throws Exception {
        await("model " + version + " serves", () -> {
            Answer answer = recommend("popular", "{\"limit\":1}");
            return answer.status() == 200 && answer.text("model").equals(version);
        });
    }

    @Override
    public void close() {
        client.close();
        application.stop().await();
    }
}
