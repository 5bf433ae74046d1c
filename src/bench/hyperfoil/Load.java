import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkBuilder;
import io.hyperfoil.api.config.PhaseBuilder;
import io.hyperfoil.api.connection.Connection;
import io.hyperfoil.api.session.Session;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.http.api.HttpMethod;
import io.hyperfoil.http.config.HttpPluginBuilder;
import io.hyperfoil.http.config.Protocol;
import io.hyperfoil.http.steps.HttpStepCatalog;
import io.netty.buffer.ByteBuf;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * One load of Hyperfoil, in a process of its own for {@code candor bench http}; started from source with the class path of the pom beside
 * it.
 *
 * <p>Each line on standard input asks for a load: {@code port path firstUser lastUser seconds rate}, separated by blanks. With a rate the
 * requests are due at even distances, whatever becomes of those before them, and a request's time counts from when it was due: this
 * release of Hyperfoil starts sessions once a millisecond and counts from when one was started, so each session is begun a little early and waits
 * for its time. With rate 0 each connection asks again as soon as it was answered. What came of it is a line of JSON on standard output;
 * everything else goes to standard error. One event loop, on which everything here happens.
 */
final class Load {
    private static final int CONNECTIONS = 32;
    /** Requests that may be under way or wait for a connection: a second's worth, or so many. */
    private static final int LEAST_SESSIONS = 2_000;
    /** How much earlier than it is due a session begins. */
    private static final long EARLY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PATIENCE_MILLIS = 10_000;

    private final int port;
    private final String path;
    private final int firstUser;
    private final int lastUser;
    private final double seconds;
    private final int rate;
    private final Histogram nanos = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private final StatisticsSnapshot counts = new StatisticsSnapshot();
    /** When the request of each session is due, 0 before it has one. */
    private final long[] due;
    private long begun;
    private long dealt;

    private Load(String[] order) {
        port = Integer.parseInt(order[0]);
        path = order[1];
        firstUser = Integer.parseInt(order[2]);
        lastUser = Integer.parseInt(order[3]);
        seconds = Double.parseDouble(order[4]);
        rate = Integer.parseInt(order[5]);
        due = new long[sessions()];
    }

    public static void main(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            answers.println(new Load(order.split(" ")).run());
        }
        System.exit(0);
    }

    private int sessions() {
        return rate > 0 ? Math.max(LEAST_SESSIONS, rate) : CONNECTIONS;
    }

    private String run() {
        new LocalSimulationRunner(
                        benchmark(), (phase, step, metric, part, countDown) -> counts.add(part), null, null)
                .run();
        return String.format(
                Locale.ROOT,
                "{\"responses\":%d,\"failures\":%d,\"seconds\":%.3f,\"p50_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%.1f,"
                        + "\"max_us\":%.1f}",
                counts.responseCount,
                counts.invalid + counts.connectionErrors + counts.requestTimeouts + counts.internalErrors,
                seconds,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getValueAtPercentile(99.9) / 1e3,
                nanos.getMaxValue() / 1e3);
    }

    private Benchmark benchmark() {
        BenchmarkBuilder benchmark = BenchmarkBuilder.builder()
                .name("candor")
                .threads(1)
                .addPlugin(HttpPluginBuilder::new)
                .ergonomics()
                .repeatCookies(false)
                .userAgentFromSession(false)
                .endErgonomics()
                .http()
                .protocol(Protocol.HTTP)
                .host("127.0.0.1")
                .port(port)
                .allowHttp2(false)
                .sharedConnections(CONNECTIONS)
                .endHttp()
                .endPlugin();
        long millis = Math.round(1e3 * seconds);
        phase(benchmark.addPhase("load"))
                .duration(millis)
                .maxDuration(millis + PATIENCE_MILLIS)
                .scenario()
                .initialSequence("ask")
                .step(this::isDue)
                .step(HttpStepCatalog.class)
                .httpRequest(HttpMethod.POST)
                .path(path)
                .headerAppender((session, request) -> request.putHeader("content-type", "application/json"))
                .body(this::body)
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .handler()
                .onCompletion(() -> this::completed)
                .endHandler()
                .endStep()
                .endSequence()
                .endScenario();
        return benchmark.build();
    }

    private PhaseBuilder<?> phase(PhaseBuilder.Catalog catalog) {
        return rate > 0
                ? catalog.constantRate(rate).variance(false).maxSessions(sessions())
                : catalog.always(CONNECTIONS);
    }

    private boolean isDue(Session session) {
        int id = session.uniqueId();
        long now = System.nanoTime();
        if (due[id] == 0) {
            due[id] = rate > 0 ? next(now) : now;
        }
        if (due[id] > now) {
            session.executor().schedule(session.runTask(), due[id] - now, TimeUnit.NANOSECONDS);
            return false;
        }
        return true;
    }

    private long next(long now) {
        if (dealt == 0) {
            begun = now + EARLY_NANOS;
        }
        return begun + (long) (1e9 * dealt++ / rate);
    }

    private ByteBuf body(Session session, Connection connection) {
        int user = ThreadLocalRandom.current().nextInt(firstUser, lastUser + 1);
        byte[] json = ("{\"user\":\"user-" + user + "\",\"limit\":20}").getBytes(StandardCharsets.UTF_8);
        return connection.context().alloc().buffer(json.length).writeBytes(json);
    }

    private void completed(Session session) {
        int id = session.uniqueId();
        nanos.recordValue(System.nanoTime() - due[id]);
        due[id] = 0;
    }
}
