package io.candor.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What faults came to in the tests, a row each, the latest run of each, in {@code target/faults.md}. With {@code -Dcandor.faults.docs=true} the
 * table of {@code docs/OPERATIONS.md} is replaced by the rows of this run alone.
 */
final class FaultTable {
    private static final Path TARGET = Path.of("target");
    private static final String REPORT = "faults.md";
    private static final Path DOCUMENT = Path.of("docs", "OPERATIONS.md");
    private static final String BEGIN = "<!-- faults: written by the test run -->\n";
    private static final String END = "<!-- end of faults -->\n";
    private static final String HEAD = """
            | fault | what clients saw | acknowledged events | lost | whole again after |
            |---|---|---|---|---|
            """;
    private static final boolean DOCUMENTS = Boolean.getBoolean("candor.faults.docs");
    private static final Map<String, String> ROWS = DOCUMENTS ? new LinkedHashMap<>() : rowsOfEarlierRuns();

    private FaultTable() {}

    private static Map<String, String> rowsOfEarlierRuns() {
        Map<String, String> rows = new LinkedHashMap<>();
        Path report = TARGET.resolve(REPORT);
        try {
            if (Files.exists(report)) {
                Files.readString(report)
                        .substring(HEAD.length())
                        .lines()
                        .forEach(row -> rows.put(row.substring(2, row.indexOf(" | ")), row + "\n"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /**
     * Adds a row, or replaces that of the same fault.
     *
     * @param clients what they saw
     * @param acknowledged events that were acknowledged before and meanwhile, all of them looked for in the database
     * @param nanos from when the cause was gone until everything was as before
     */
    static synchronized void row(String fault, String clients, int acknowledged, long nanos) {
        ROWS.put(
                fault,
                String.format(
                        Locale.ROOT, "| %s | %s | %,d | 0 | %.1f s |%n", fault, clients, acknowledged, nanos / 1e9));
        String table = HEAD + String.join("", ROWS.values());
        try {
            Files.createDirectories(TARGET);
            Files.writeString(TARGET.resolve(REPORT), table);
            if (DOCUMENTS) {
                String document = Files.readString(DOCUMENT);
                int begin = document.indexOf(BEGIN) + BEGIN.length();
                Files.writeString(
                        DOCUMENT, document.substring(0, begin) + table + document.substring(document.indexOf(END)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
