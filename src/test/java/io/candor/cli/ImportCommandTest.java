package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ImportCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void import_alsModel_makesABundleAndReportsBothSides() throws IOException, URISyntaxException {
        Path saved = Path.of(ImportCommandTest.class.getResource("/spark-als").toURI());
        Path bundle = directory.resolve("bundle");

        int code = execute("--als-model", saved.toString(), "--out", bundle.toString(), "--format", "json");

        assertEquals(ExitCode.OK, code, err.toString());
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertEquals(4, report.at("/items/rows").intValue());
        assertEquals(3, report.at("/items/dims").intValue());
        assertEquals(5, report.at("/items/norms").size());
        assertEquals(3, report.at("/users/rows").intValue());
        assertEquals(0, report.at("/users/rejected").intValue());
        assertTrue(Files.isRegularFile(bundle.resolve("manifest.json")));
    }

    @Test
    void import_filesOfItemsAlone_makesABundleWithoutUsers() throws IOException {
        Path items = Files.writeString(directory.resolve("items.csv"), "a,1,2\nb,3,4\nc,x,1\n");

        int code = execute(
                "--items",
                items.toString(),
                "--out",
                directory.resolve("bundle").toString());

        assertEquals(ExitCode.OK, code, err.toString());
        assertTrue(err.toString().contains("rejected line 3"), err.toString());
        assertTrue(out.toString().lines().anyMatch(line -> line.matches("users +0 +2 +0.*")), out.toString());
    }

    @Test
    void import_noSourceOrTwo_exitsTwoAndNamesThem() {
        assertMisused("--als-model=DIR | [--items=FILE");
        assertMisused("--als-model=DIR | [--items=FILE", "--items", "a.csv", "--als-model", "b");
        assertMisused("--items=FILE", "--users", "a.csv");
    }

    @Test
    void import_directoryThatIsNoModel_isRefusedAndLeavesNothing() throws IOException {
        Path bundle = directory.resolve("bundle");

        int code = execute("--als-model", directory.toString(), "--out", bundle.toString());

        assertEquals(4, code);
        assertTrue(err.toString().contains(directory.resolve("metadata") + " is not there"), err.toString());
        assertFalse(Files.exists(bundle));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(0, left.count());
        }
    }

    private void assertMisused(String named, String... args) {
        err.getBuffer().setLength(0);
        assertEquals(2, execute(args));
        String complaint = err.toString().lines().findFirst().orElse("");
        assertTrue(complaint.contains(named), complaint);
    }

    private int execute(String... args) {
        String[] all = Stream.concat(Stream.of("import"), Stream.of(args)).toArray(String[]::new);
        CommandLine root = Main.commandLine();
        root.setOut(new PrintWriter(out, true));
        root.setErr(new PrintWriter(err, true));
        return root.execute(all);
    }
}
