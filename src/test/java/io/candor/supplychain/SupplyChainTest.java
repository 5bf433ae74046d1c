package io.candor.supplychain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the bill of materials in the jar says. Maven makes it before the tests, but not under its flag {@code -o}. */
class SupplyChainTest {
    private static final Path SBOM = Path.of("target/classes/META-INF/sbom/candor.cdx.json");

    /** Licences under which the jar may be passed on together with its libraries. */
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "MIT-0",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "EPL-2.0",
            "CDDL-1.0",
            "0BSD",
            "CC0-1.0",
            "PostgreSQL");

    /** Libraries whose build says nothing, or calls its licence by another name: what their own files say. */
    private static final Map<String, String> SAID_ELSEWHERE =
            Map.of("org.jline:jline-terminal", "BSD-3-Clause", "org.jline:jline-native", "BSD-3-Clause");

    /** Advisories that do not concern us, with the reason. */
    private static final Map<String, String> HARMLESS = Map.of();

    @BeforeEach
    void needsTheBillOfMaterials() {
        boolean expected = System.getProperty("candor.maven.offline", "").equals("offline: false");
        assertTrue(Files.exists(SBOM) || !expected, SBOM + " was not made");
        assumeTrue(Files.exists(SBOM), "only a build by Maven without -o has it");
    }

    @Test
    void licences_ofAllLibraries_areAllowed() throws IOException {
        Sbom sbom = Sbom.read(SBOM);
        assertTrue(sbom.libraries().size() > 40, sbom::toString);
        List<String> refused = new ArrayList<>();
        for (Sbom.Library library : sbom.libraries()) {
            List<String> licences = SAID_ELSEWHERE.containsKey(library.name())
                    ? List.of(SAID_ELSEWHERE.get(library.name()))
                    : library.licences();
            if (licences.stream().noneMatch(ALLOWED::contains)) {
                refused.add(library.name() + " " + library.version() + " " + licences);
            }
        }
        assertEquals(List.of(), refused);
    }

    @Test
    void billOfMaterials_isTheSameOnEveryDay() throws IOException {
        String text = Files.readString(SBOM);
        assertTrue(!text.contains("\"timestamp\""), "it would change with the time of the build");
        assertTrue(Sbom.read(SBOM).libraries().stream()
                .noneMatch(library -> library.version().contains("SNAPSHOT")));
    }

    @Test
    @EnabledIfSystemProperty(named = "candor.advisories", matches = ".+")
    void advisories_ofTheGivenDirectory_affectNoLibrary() throws IOException {
        List<String> found =
                new Advisories(Path.of(System.getProperty("candor.advisories"))).affecting(Sbom.read(SBOM));
        assertEquals(
                List.of(),
                found.stream()
                        .filter(line -> HARMLESS.keySet().stream().noneMatch(line::contains))
                        .toList());
    }
}
