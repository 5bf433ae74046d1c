package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.access.KeyDigest;
import io.candor.access.KeyFile;
import io.candor.access.KeyRing;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code candor keys} from the command line to the file and back. */
class KeysCommandTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void create_list_revoke_endToEnd() throws IOException {
        assertEquals(
                0,
                keys(
                        "create",
                        "--kind",
                        "publishable",
                        "--name",
                        "shop",
                        "--origin",
                        "https://Shop.example",
                        "https://www.shop.example",
                        "--rate",
                        "50/s",
                        "--burst",
                        "80"));
        String key = out.toString().strip();
        assertEquals(0, verify(key));
        assertFalse(err.toString().contains(key), err.toString());

        JsonNode listed = json("list");
        assertEquals(1, listed.path("keys").size());
        JsonNode shop = listed.path("keys").path(0);
        String id = shop.path("id").asText();
        assertEquals(key.substring(10, 20), id);
        assertEquals("publishable", shop.path("kind").asText());
        assertEquals("shop", shop.path("name").asText());
        assertEquals("https://shop.example", shop.path("origins").path(0).asText());
        assertEquals("https://www.shop.example", shop.path("origins").path(1).asText());
        assertEquals(50, shop.path("rate").asInt());
        assertEquals(80, shop.path("burst").asInt());
        assertTrue(shop.path("revoked").isNull());
        assertFalse(listed.toString().contains("hash"), listed.toString());
        assertFalse(listed.toString().contains(key.substring(21)), listed.toString());

        assertEquals(0, keys("revoke", id));
        assertEquals(KeyRing.NONE, verify(key));
        assertTrue(json("list").path("keys").path(0).path("revoked").isTextual());
    }

    @Test
    void create_json_holdsTheKey() throws IOException {
        JsonNode made = json("create", "--kind", "ADMIN");

        assertTrue(made.path("key").asText().startsWith("candor_ak_"), made.toString());
        assertTrue(made.path("rate").isNull());
        assertEquals(0, verify(made.path("key").asText()));
    }

    @Test
    void list_table_showsEveryKeyWithoutItsHash() throws IOException {
        keys("create", "--kind", "secret", "--name", "backend");
        keys("create", "--kind", "admin", "--rate", "0/s");
        out.getBuffer().setLength(0);

        assertEquals(0, keys("list"));
        List<String> lines = out.toString().lines().toList();
        assertEquals(3, lines.size());
        assertTrue(lines.get(0).startsWith("id"), lines.get(0));
        assertTrue(lines.get(1).contains("secret") && lines.get(1).contains("backend"), lines.get(1));
        assertTrue(lines.get(1).contains("default"), lines.get(1));
        assertTrue(lines.get(2).contains("unlimited"), lines.get(2));
        assertFalse(out.toString().contains("sha256"), out.toString());
    }

    @Test
    void list_noFile_isEmptyAndMakesNone() throws IOException {
        assertEquals(0, json("list").path("keys").size());
        assertFalse(Files.exists(directory.resolve("api.keys")));
    }

    @Test
    void create_keysFileInTheConfiguration_goesThere() throws IOException {
        Path elsewhere = directory.resolve("shared.keys");
        Path config = Files.writeString(directory.resolve("c.yaml"), "http: {keys_file: " + elsewhere + "}\n");

        assertEquals(0, keys("create", "--kind", "secret", "--config", config.toString()));
        assertTrue(Files.exists(elsewhere));
        assertFalse(Files.exists(directory.resolve("api.keys")));
    }

    @Test
    void flags_beforeTheSubcommand_countToo() throws IOException {
        assertEquals(
                0,
                Main.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute("keys", "--data-dir", directory.toString(), "--format", "json", "list"));
        assertTrue(new ObjectMapper().readTree(out.toString()).has("keys"), out.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "create, 2",
        "create --kind root, 2",
        "create --kind secret --origin https://shop.example, 2",
        "create --kind publishable --origin shop.example, 2",
        "create --kind secret --rate 50, 2",
        "create --kind secret --burst 5, 2",
        "revoke, 2",
        "revoke 0123456789, 2",
        "nonsense, 2",
        "'', 2"
    })
    void keys_wrongCommandLine_exitsTwoWithoutAFile(String line, int exit) {
        assertEquals(exit, keys(line.isEmpty() ? new String[0] : line.split(" ")), err.toString());
        assertFalse(err.toString().isEmpty());
        assertFalse(Files.exists(directory.resolve("api.keys")));
        assertEquals("", out.toString());
    }

    @Test
    void create_brokenFile_exitsThreeAndNamesTheLine() throws IOException {
        Files.writeString(directory.resolve("api.keys"), "broken\n");

        assertEquals(3, keys("create", "--kind", "secret"));
        assertTrue(err.toString().contains("line 1"), err.toString());
        assertEquals("", out.toString());
    }

    private JsonNode json(String... args) throws IOException {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--format", "json"));
        assertEquals(0, keys(all.toArray(String[]::new)), err.toString());
        return new ObjectMapper().readTree(out.toString());
    }

    private int verify(String key) {
        return new KeyFile(directory.resolve("api.keys")).ring().verify(key, 0, key.length(), new KeyDigest());
    }

    private int keys(String... args) {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(args));
        if (args.length > 0) {
            all.addAll(List.of("--data-dir", directory.toString()));
        }
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
