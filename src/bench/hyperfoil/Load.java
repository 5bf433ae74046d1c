import io.hyperfoil.api.config.Benchmark;
import io.hyperfoil.api.config.BenchmarkData;
import io.hyperfoil.api.statistics.StatisticsSnapshot;
import io.hyperfoil.core.impl.LocalSimulationRunner;
import io.hyperfoil.core.parser.BenchmarkParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * The load generator: Hyperfoil in a process of its own, for {@code candor bench http}. Started from source with the class path of the
 * pom beside it.
 *
 * <p>Each line on standard input asks for one load: {@code port path firstUser lastUser seconds rate}, separated by blanks. With a rate,
 * requests arrive at random times (Poisson) that do not depend on answers, and a request's time counts from when it was due. With rate 0
 * each connection asks again when it was answered. The answer is a line of JSON on standard output. Everything else goes to standard
 * error.
 */
final class Load {
    private static final int CONNECTIONS = 32;
    /** Requests that may wait for a connection at a time: a second's worth, or so many. */
    private static final int LEAST_SESSIONS = 2_000;

    private static final String BENCHMARK = """
            name: candor
            threads: 1
            http:
              host: http://127.0.0.1:%d
              sharedConnections: %d
            phases:
            - load:
                %s
                  duration: %dms
                  maxDuration: %dms
                  scenario:
                  - ask:
                    - randomInt:
                        toVar: user
                        min: %d
                        max: %d
                    - httpRequest:
                        POST: %s
                        timeout: 10s
                        headers:
                          content-type: application/json
                        body:
                          pattern: '{"user":"user-${user}","limit":20}'
            """;

    private final PrintStream answers = System.out;

    private Load() {
        System.setOut(System.err);
    }

    public static void main(String[] args) throws Exception {
        Load load = new Load();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            load.run(order.split(" "));
        }
        System.exit(0);
    }

    private void run(String[] order) throws Exception {
        double seconds = Double.parseDouble(order[4]);
        StatisticsSnapshot all = new StatisticsSnapshot();
        new LocalSimulationRunner(
                        benchmark(order, seconds), (phase, step, metric, part, countDown) -> all.add(part), null, null)
                .run();
        answers.printf(
                Locale.ROOT,
                "{\"responses\":%d,\"failures\":%d,\"seconds\":%s,\"blocked_us\":%d,\"mean_us\":%.1f,\"p50_us\":%.1f,"
                        + "\"p99_us\":%.1f,\"p999_us\":%.1f,\"max_us\":%.1f}%n",
                all.responseCount,
                all.invalid + all.errors(),
                seconds,
                all.blockedTime / 1_000,
                all.histogram.getMean() / 1e3,
                micros(all, 50),
                micros(all, 99),
                micros(all, 99.9),
                all.histogram.getMaxValue() / 1e3);
        answers.flush();
    }

    private static double micros(StatisticsSnapshot all, double percentile) {
        return all.histogram.getValueAtPercentile(percentile) / 1e3;
    }

    private static Benchmark benchmark(String[] order, double seconds) throws Exception {
        double rate = Double.parseDouble(order[5]);
        long millis = Math.round(seconds * 1e3);
        String yaml = BENCHMARK.formatted(
                Integer.parseInt(order[0]),
                CONNECTIONS,
                rate > 0 ? open(rate) : "always:\n      users: " + CONNECTIONS,
                millis,
                millis + 10_000,
                Integer.parseInt(order[2]),
                Integer.parseInt(order[3]),
                order[1]);
        return BenchmarkParser.instance()
                .buildBenchmark(
                        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
                        BenchmarkData.EMPTY,
                        Map.of());
    }

    private static String open(double rate) {
        return "constantRate:\n      usersPerSec: %s\n      variance: true\n      maxSessions: %d"
                .formatted(rate, Math.max(LEAST_SESSIONS, (int) rate));
    }
}
