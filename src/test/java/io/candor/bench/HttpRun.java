package io.candor.bench;

import io.candor.http.BenchRoutes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measures one server: the route for slates and the no-op route in turn. */
final class HttpRun {
    private static final double WARM_UP_ROUND_SECONDS = 2;
    /** Of the CPU time of a server, its compilers' when it counts as warmed up. */
    private static final double WARM_SHARE = 0.05;

    private static final int HALF = HttpCell.HALF;
    /** Of the machine's time, taken by others in a round that counts for sure. */
    private static final double QUIET_SHARE = 0.02;

    private static final int MOST_ATTEMPTS = 3;

    private final LoadGenerator generator;
    private final MeasuredServer server;
    private final HttpCase setUp;

    /**
     * How long.
     *
     * @param warmUpSeconds for which the server is loaded at most, until its compilers are through
     * @param rounds of each measurement, the quietest of up to {@value #MOST_ATTEMPTS} times as many; medians count
     * @param seconds of a round
     * @param rates at which slates are measured, in per cent of the most, beside {@value HttpCell#HALF}
     */
    record Effort(double warmUpSeconds, int rounds, double seconds, List<Integer> rates) {}

    HttpRun(LoadGenerator generator, MeasuredServer server, HttpCase setUp) {
        this.generator = generator;
        this.server = server;
        this.setUp = setUp;
    }

    HttpCell measure(Effort effort) throws IOException, InterruptedException {
        server.copySlateToNoOp();
        warmUp(effort.warmUpSeconds, 0);
        if (setUp.knows()) {
            askForEverybody();
        }
        int bytes = server.copySlateToNoOp();
        if (!setUp.projects()) {
            server.holdDatabase();
        }
        List<List<Measured>> most = inTurn(effort, 0);
        Measured slates = Measured.median(most.getFirst());
        Map<Integer, Measured> atRates = new TreeMap<>();
        double halfRate = HALF / 100.0 * slates.perSecond();
        // Code that was compiled for as many as get answered is compiled again for fewer.
        warmUp(effort.warmUpSeconds / 2, halfRate);
        List<List<Measured>> half = inTurn(effort, halfRate);
        atRates.put(HALF, Measured.median(half.getFirst()));
        for (int percent : effort.rates) {
            atRates.put(percent, load(MeasuredServer.SLATES, effort.seconds, percent / 100.0 * slates.perSecond()));
        }
        return new HttpCell(
                setUp,
                bytes,
                slates,
                atRates,
                Measured.median(most.getLast()),
                Measured.median(half.getLast()),
                server.ownMegabytes());
    }

    private void warmUp(double mostSeconds, double rate) throws IOException {
        long end = System.nanoTime() + (long) (mostSeconds * 1e9);
        boolean isWarm = false;
        while (!isWarm && System.nanoTime() < end) {
            MeasuredServer.Usage before = server.usage();
            send(MeasuredServer.SLATES, WARM_UP_ROUND_SECONDS, rate);
            send(BenchRoutes.NO_OP, WARM_UP_ROUND_SECONDS / 2, rate);
            MeasuredServer.Usage after = server.usage();
            double compiling = after.compilerMicros() - before.compilerMicros();
            isWarm = compiling < WARM_SHARE * (compiling + after.cpuMicros() - before.cpuMicros());
        }
    }

    /** Brings every profile into memory. */
    private void askForEverybody() throws IOException {
        try (PlainClient client = new PlainClient(server.port())) {
            for (int user = HttpCase.FIRST_USER; user <= setUp.lastUser(); user++) {
                client.post(MeasuredServer.SLATES, "{\"user\":\"user-" + user + "\",\"limit\":1}");
            }
        }
    }

    /** A round of slates and one of the no-op after it. */
    private record Round(Measured slates, Measured noOp) {
        double stolen() {
            return Math.max(slates.stolen(), noOp.stolen());
        }

        boolean isQuiet() {
            return stolen() <= QUIET_SHARE;
        }
    }

    /**
     * Returns the rounds of slates, then those of the no-op, which alternated. What others take of the machine makes requests late, so
     * rounds in which they took more are measured again, up to a bound; the quietest are returned.
     */
    private List<List<Measured>> inTurn(Effort effort, double rate) throws IOException {
        List<Round> rounds = new ArrayList<>();
        int most = MOST_ATTEMPTS * effort.rounds;
        while (rounds.stream().filter(Round::isQuiet).count() < effort.rounds && rounds.size() < most) {
            Measured slates = load(MeasuredServer.SLATES, effort.seconds, rate);
            rounds.add(new Round(slates, load(BenchRoutes.NO_OP, effort.seconds, rate)));
        }
        List<Round> quietest = rounds.stream()
                .sorted(Comparator.comparingDouble(Round::stolen))
                .limit(effort.rounds)
                .toList();
        return List.of(
                quietest.stream().map(Round::slates).toList(),
                quietest.stream().map(Round::noOp).toList());
    }

    private Measured load(String path, double seconds, double rate) throws IOException {
        MeasuredServer.Usage before = server.usage();
        LoadResult result = send(path, seconds, rate);
        MeasuredServer.Usage after = server.usage();
        return Measured.of(result, before, after, server.pausesSince(before));
    }

    private LoadResult send(String path, double seconds, double rate) throws IOException {
        return generator.run(server.port(), path, setUp.lastUser(), seconds, rate);
    }
}
