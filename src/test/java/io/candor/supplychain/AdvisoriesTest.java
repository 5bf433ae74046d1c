package io.candor.supplychain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdvisoriesTest {
    private static final String RANGES = """
            {"id": "X-1", "summary": "two ranges", "affected": [{"package": {"ecosystem": "Maven", "name": "g:a"},
              "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.10"},
                                                          {"introduced": "2.0-beta1"}, {"last_affected": "2.3"}]}]}]}
            """;
    private static final String LISTED = """
            {"id": "X-2", "summary": "a list", "affected": [{"package": {"ecosystem": "Maven", "name": "g:b"},
              "versions": ["1.0", "1.1"]}]}
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "g:a, 1.9, true",
        "g:a, 1.10, false",
        "g:a, 1.10.1, false",
        "g:a, 2.0-alpha1, false",
        "g:a, 2.0, true",
        "g:a, 2.3, true",
        "g:a, 2.3.1, false",
        "g:c, 1.9, false",
        "g:b, 1.1, true",
        "g:b, 1.2, false"
    })
    void affecting_versionOfALibrary_isFoundInRangesAndLists(String library, String version, boolean affected)
            throws IOException {
        Files.writeString(Files.createDirectories(directory.resolve("2026/01")).resolve("x-1.json"), RANGES);
        Files.writeString(directory.resolve("x-2.json"), LISTED);
        assertEquals(affected ? 1 : 0, find(directory, library, version).size());
    }

    @Test
    void affecting_withdrawnOrOfAnotherEcosystem_isNotFound() throws IOException {
        Files.writeString(directory.resolve("a.json"), LISTED.replace("\"id\"", "\"withdrawn\": \"2026\", \"id\""));
        Files.writeString(directory.resolve("b.json"), LISTED.replace("Maven", "PyPI"));
        assertEquals(List.of(), find(directory, "g:b", "1.0"));
    }

    @Test
    void affecting_zipFile_isReadLikeADirectory() throws IOException {
        Path zip = directory.resolve("all.zip");
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("X-2.json"));
            entries.write(LISTED.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(List.of("g:b 1.0: X-2 a list"), find(zip, "g:b", "1.0"));
    }

    @Test
    void affecting_emptyDirectory_isRefused() {
        assertThrows(IOException.class, () -> find(directory, "g:b", "1.0"));
    }

    private static List<String> find(Path source, String library, String version) throws IOException {
        Sbom sbom = new Sbom(List.of(new Sbom.Library(library, version, List.of())));
        return new Advisories(source).affecting(sbom);
    }
}
