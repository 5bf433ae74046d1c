package io.candor.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * Security advisories in the OSV format, one a JSON file, in a directory (with those below it) or a zip file. Nothing is asked of
 * the network.
 *
 * @param source the directory or zip file
 */
record Advisories(Path source) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns a line for each advisory that affects a library: library, version, id of the advisory, and what it says. */
    List<String> affecting(Sbom sbom) throws IOException {
        if (Files.isDirectory(source)) {
            return under(source, sbom);
        }
        try (FileSystem zip = FileSystems.newFileSystem(source)) {
            return under(zip.getPath("/"), sbom);
        }
    }

    private static List<String> under(Path root, Sbom sbom) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        int read = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".json"))::iterator) {
                read++;
                String text = Files.readString(file);
                if (text.contains("\"Maven\"")) {
                    add(JSON.readTree(text), sbom, found);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (read == 0) {
            throw new IOException("there are no advisories in " + root);
        }
        return new ArrayList<>(found);
    }

    private static void add(JsonNode advisory, Sbom sbom, TreeSet<String> found) {
        if (advisory.has("withdrawn")) {
            return;
        }
        for (JsonNode affected : advisory.path("affected")) {
            for (Sbom.Library library : sbom.libraries()) {
                if (affected.at("/package/ecosystem").asText().equals("Maven")
                        && affected.at("/package/name").asText().equals(library.name())
                        && affects(affected, library.version())) {
                    found.add(library.name() + " " + library.version() + ": "
                            + advisory.path("id").asText() + " "
                            + advisory.path("summary").asText());
                }
            }
        }
    }

    private static boolean affects(JsonNode affected, String version) {
        for (JsonNode one : affected.path("versions")) {
            if (one.asText().equals(version)) {
                return true;
            }
        }
        for (JsonNode range : affected.path("ranges")) {
            if (range.path("type").asText().equals("ECOSYSTEM") && within(range.path("events"), version)) {
                return true;
            }
        }
        return false;
    }

    /** Goes through the events in their order, which is that of the versions. */
    private static boolean within(JsonNode events, String version) {
        ComparableVersion ours = new ComparableVersion(version);
        boolean inside = false;
        for (JsonNode event : events) {
            if (event.has("introduced")) {
                String from = event.path("introduced").asText();
                inside |= from.equals("0") || ours.compareTo(new ComparableVersion(from)) >= 0;
            } else if (event.has("fixed")) {
                inside &=
                        ours.compareTo(new ComparableVersion(event.path("fixed").asText())) < 0;
            } else if (event.has("last_affected")) {
                inside &= ours.compareTo(new ComparableVersion(
                                event.path("last_affected").asText()))
                        <= 0;
            }
        }
        return inside;
    }
}
