package io.candor.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.candor.cli.BenchSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code candor bench http}: slates over HTTP beside a no-op route of the same server, with bodies and answers of the same size.
 *
 * <p>The server ({@link io.candor.app.MeasuredMain}) and the load generator ({@link LoadGenerator}) are processes of their own on
 * the same machine. A quick run has the base case alone, a full one each dimension changed alone. Bundles are made once and kept
 * under {@code target/bench}.
 */
public final class HttpBench implements BenchSuite {
    private static final List<Integer> RATES = List.of(25, 75);
    private static final HttpRun.Effort QUICK = new HttpRun.Effort(24, 2, 3, List.of());
    private static final HttpRun.Effort BASE = new HttpRun.Effort(60, 3, 8, RATES);
    private static final HttpRun.Effort OTHER = new HttpRun.Effort(30, 2, 5, List.of());

    private final Path home = Path.of(System.getProperty("candor.home", "")).toAbsolutePath();
    private final Path kept = home.resolve("target").resolve("bench");

    @Override
    public String name() {
        return "http";
    }

    @Override
    public String summary() {
        return "Slates a second, their times at fixed rates, and CPU and bytes a slate beside a no-op route.";
    }

    @Override
    public Report run(Options options) throws Exception {
        Files.createDirectories(kept);
        List<HttpCell> cells = new ArrayList<>();
        try (LoadGenerator generator = LoadGenerator.start(home, kept)) {
            for (HttpCase setUp : options.quick() ? List.of(HttpCase.BASE, HttpCase.SEARCHED) : HttpCase.all()) {
                HttpRun.Effort effort = options.quick() ? QUICK : setUp.equals(HttpCase.BASE) ? BASE : OTHER;
                options.notes().accept("measuring: " + setUp.name());
                cells.add(measure(setUp, effort, generator, options));
            }
        }
        return withHistory(cells, options);
    }

    private Report withHistory(List<HttpCell> cells, Options options) throws Exception {
        HttpHistory history = new HttpHistory(home);
        ObjectNode entry = history.entry(cells.getFirst(), options.quick());
        Report report = HttpReport.of(cells);
        String comparison = history.compare(entry);
        Path plot = kept.resolve("http.png");
        HttpPlot.write(cells, plot);
        Files.writeString(kept.resolve("http.json"), report.json().toPrettyString());
        options.notes().accept("picture and figures: " + home.relativize(plot) + ", http.json");
        if (options.record()) {
            history.append(entry);
        }
        return new Report(report.text() + "\n" + comparison, report.json());
    }

    private HttpCell measure(HttpCase setUp, HttpRun.Effort effort, LoadGenerator generator, Options options)
            throws Exception {
        Path bundle = setUp.bundle().keptIn(kept.resolve("bundles"), options.notes());
        Path directory = kept.resolve("run");
        delete(directory);
        try (MeasuredServer server = MeasuredServer.start(setUp, bundle, Files.createDirectories(directory))) {
            return new HttpRun(generator, server, setUp).measure(effort);
        } finally {
            delete(directory.resolve("data"));
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
