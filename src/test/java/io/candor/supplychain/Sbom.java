package io.candor.supplychain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The libraries in a CycloneDX document. */
record Sbom(List<Library> libraries) {
    /**
     * A library.
     *
     * @param name {@code group:artifact}
     * @param licences between which one may choose: SPDX ids, or what else its authors call them; empty when they say nothing
     */
    record Library(String name, String version, List<String> licences) {}

    static Sbom read(Path file) throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (JsonNode component : new ObjectMapper().readTree(file.toFile()).path("components")) {
            List<String> licences = new ArrayList<>();
            for (JsonNode choice : component.path("licenses")) {
                String licence = text(choice, "/expression", "/license/id", "/license/name");
                licences.addAll(List.of(licence.replaceAll("[()]", "").split(" OR ")));
            }
            libraries.add(new Library(
                    component.path("group").asText() + ":"
                            + component.path("name").asText(),
                    component.path("version").asText(),
                    licences));
        }
        return new Sbom(libraries);
    }

    private static String text(JsonNode node, String... pointers) {
        for (String pointer : pointers) {
            if (node.at(pointer).isTextual()) {
                return node.at(pointer).asText();
            }
        }
        return "";
    }
}
