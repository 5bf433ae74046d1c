package io.candor.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
    @TempDir
    Path directory;

    enum Index {
        AUTO,
        NORM_ORDER
    }

    record Http(int port, ByteSize maxBody, Duration idleTimeout, List<String> origins) {
        Http {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port must be in 0..65535, was " + port);
            }
            if (idleTimeout.isZero()) {
                throw new IllegalArgumentException("idleTimeout must be positive, was 0");
            }
        }

        static Http defaults() {
            return new Http(8080, ByteSize.ofKilobytes(64), Duration.ofSeconds(30), List.of("http://localhost"));
        }
    }

    record Database(Optional<URI> uri, Optional<Secret> password, double share) {
        static Database defaults() {
            return new Database(Optional.empty(), Optional.empty(), 0.5);
        }
    }

    record Placement(int limit, Map<String, Double> quotas) {
        static Placement defaults() {
            return new Placement(12, Map.of());
        }
    }

    record Rule(String name, long weight) {}

    record Root(
            Http http,
            Database database,
            Index index,
            boolean strict,
            Map<String, Placement> placements,
            List<Rule> rules,
            Optional<Placement> extra,
            String label) {
        static Root defaults() {
            Map<String, Placement> placements = new LinkedHashMap<>();
            placements.put("home", new Placement(20, Map.of("popular", 0.25)));
            return new Root(
                    Http.defaults(),
                    Database.defaults(),
                    Index.AUTO,
                    true,
                    placements,
                    List.of(),
                    Optional.empty(),
                    "a");
        }
    }

    record Range(int low, int high) {
        Range {
            if (low > high) {
                throw new IllegalArgumentException("range is empty: " + low + ".." + high);
            }
        }

        static Range defaults() {
            return new Range(0, 10);
        }
    }

    record Holder(Range range) {
        static Holder defaults() {
            return new Holder(Range.defaults());
        }
    }

    record Bad(Object thing) {
        static Bad defaults() {
            return new Bad("x");
        }
    }

    private Root load(String yaml, Map<String, String> environment) {
        return ConfigLoader.load(Root.class, write("candor.yaml", yaml), environment);
    }

    private Root load(String yaml) {
        return load(yaml, Map.of());
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> problems(String yaml, Map<String, String> environment) {
        CandorException refused = assertThrows(CandorException.class, () -> load(yaml, environment));
        assertEquals(ErrorCode.CONFIG_INVALID, refused.code());
        return refused.violations().stream().map(Violation::toString).toList();
    }

    private List<String> problems(String yaml) {
        return problems(yaml, Map.of());
    }

    @Test
    void load_emptyFile_givesDefaults() {
        assertEquals(Root.defaults(), load(""));
        assertEquals(Root.defaults(), load("# nothing\n"));
        assertEquals(Root.defaults(), ConfigLoader.load(Root.class, Map.of()));
    }

    @Test
    void load_nestedKey_keepsDefaultsOfItsNeighbours() {
        Root root = load("http:\n  port: 9090\n");
        assertEquals(9090, root.http().port());
        assertEquals(Http.defaults().maxBody(), root.http().maxBody());
        assertEquals(Database.defaults(), root.database());
    }

    @Test
    void load_mappingWithoutKeys_countsAsAbsent() {
        assertEquals(Root.defaults(), load("http:\nplacements:\n"));
    }

    @Test
    void load_everyType_isRead() {
        Root root = load("""
                http: {port: 0, max_body: 2MB, idle_timeout: 250ms, origins: [a, b]}
                database: {uri: "postgresql://db:5432/candor", share: 1}
                index: norm_order
                strict: false
                placements:
                  detail: {limit: 3, quotas: {similar: 0.75, fresh: 1}}
                  plain: {}
                rules:
                  - {name: x, weight: 5}
                extra: {limit: 1}
                label: "7"
                """);
        assertEquals(new Http(0, ByteSize.ofMegabytes(2), Duration.ofMillis(250), List.of("a", "b")), root.http());
        assertEquals(
                Optional.of(URI.create("postgresql://db:5432/candor")),
                root.database().uri());
        assertEquals(1.0, root.database().share());
        assertEquals(Index.NORM_ORDER, root.index());
        assertFalse(root.strict());
        assertEquals(List.of("detail", "plain"), List.copyOf(root.placements().keySet()));
        assertEquals(
                new Placement(3, Map.of("similar", 0.75, "fresh", 1.0)),
                root.placements().get("detail"));
        assertEquals(Placement.defaults(), root.placements().get("plain"));
        assertEquals(List.of(new Rule("x", 5)), root.rules());
        assertEquals(Optional.of(new Placement(1, Map.of())), root.extra());
        assertEquals("7", root.label());
    }

    @Test
    void load_unknownKeys_nameTheNearest() {
        assertEquals(List.of("http.prot: unknown key, did you mean http.port?"), problems("http:\n  prot: 9090\n"));
        assertEquals(List.of("htpp: unknown key, did you mean http?"), problems("htpp:\n  port: 9090\n"));
        assertEquals(List.of("port: unknown key, did you mean http.port?"), problems("port: 9090\n"));
        assertEquals(
                List.of("http.maxBody: unknown key, did you mean http.max_body?"), problems("http: {maxBody: 1KB}"));
        assertEquals(List.of("zebra_crossing: unknown key"), problems("zebra_crossing: 1\n"));
        assertEquals(
                List.of("placements.home.limti: unknown key, did you mean placements.home.limit?"),
                problems("placements: {home: {limti: 3}}"));
    }

    @Test
    void load_manyProblems_reportsAllAtOnce() {
        List<String> problems = problems("""
                http: {port: 70000, max_body: 12, idle_timeout: 0s, origins: x}
                database: {share: lots, uri: "a b"}
                index: fast
                strict: "yes"
                rules: [{name: x}]
                label: 7
                colour: red
                """, Map.of("CANDOR_HTTP_PROT", "1"));
        assertEquals(
                List.of(
                        "http.max_body: must be a size such as 64KB, 2MB or 1GB, was 12",
                        "http.origins: must be a list, was \"x\"",
                        "http.port: must be in 0..65535, was 70000",
                        "http.idle_timeout: must be positive, was 0",
                        "database.uri: must be a URI, was \"a b\"",
                        "database.share: must be a number, was \"lots\"",
                        "index: must be one of auto, norm_order, was \"fast\"",
                        "strict: must be true or false, was \"yes\"",
                        "rules[0].weight: is required",
                        "label: must be a text, was 7; quote it to make it a text",
                        "colour: unknown key",
                        "CANDOR_HTTP_PROT: unknown environment variable, did you mean CANDOR_HTTP_PORT?"),
                problems);
    }

    @Test
    void load_wrongShape_isRefused() {
        assertEquals(List.of("http: must be a mapping of keys, was 5"), problems("http: 5"));
        assertEquals(List.of("placements: must be a mapping of keys, was [1]"), problems("placements: [1]"));
        assertEquals(List.of("http.port: must be a whole number, was a list"), problems("http: {port: [1]}"));
        assertEquals(List.of("http.port: must be a whole number, was null"), problems("http: {port: }"));
        assertEquals(List.of("http.port: must be a whole number, was \"1.5\""), problems("http: {port: 1.5}"));
        assertEquals(
                List.of("http.port: must be in -2147483648..2147483647, was 3000000000"),
                problems("http: {port: 3000000000}"));
        assertEquals(List.of("the document must be a mapping of keys"), problems("- a\n- b\n"));
    }

    @Test
    void load_duplicateKey_isRefusedWithItsPlace() {
        List<String> problems = problems("http:\n  port: 1\n  port: 2\n");
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith("line 3"), problems.getFirst());
        assertTrue(problems.getFirst().contains("'port'"), problems.getFirst());
    }

    @Test
    void load_notYaml_isRefusedWithItsPlace() {
        assertTrue(problems("http: {port: 1").getFirst().startsWith("line "));
        assertEquals(1, problems("a: 1\n---\nb: 2\n").size());
    }

    @Test
    void load_alias_isRefused() {
        assertEquals(
                List.of("line 3, column 10: aliases are not supported"),
                problems("label: &x \"1\"\nhttp:\n  port: *x\n").stream()
                        .map(p -> p.replaceFirst("column \\d+", "column 10"))
                        .toList());
    }

    @Test
    void load_missingFile_isRefused() {
        CandorException refused = assertThrows(
                CandorException.class, () -> ConfigLoader.load(Root.class, directory.resolve("none.yaml"), Map.of()));
        assertTrue(String.valueOf(refused.getMessage()).contains("none.yaml"));
    }

    @Test
    void load_variables_overrideFileAndDefaults() {
        Root root = load(
                "http: {port: 1}\nplacements: {item-page: {limit: 4}}\n",
                Map.of(
                        "CANDOR_HTTP_PORT", "9090",
                        "CANDOR_HTTP_MAX_BODY", "1GB",
                        "CANDOR_HTTP_ORIGINS", "https://a, https://b",
                        "CANDOR_DATABASE_URI", "postgresql://x/y",
                        "CANDOR_PLACEMENTS_ITEM_PAGE_LIMIT", "5",
                        "CANDOR_EXTRA_LIMIT", "6",
                        "CANDOR_LABEL", "",
                        "CANDOR_CONFIG", "ignored",
                        "HOME", "ignored"));
        assertEquals(9090, root.http().port());
        assertEquals(new ByteSize(1L << 30), root.http().maxBody());
        assertEquals(List.of("https://a", "https://b"), root.http().origins());
        assertEquals(
                Optional.of(URI.create("postgresql://x/y")), root.database().uri());
        assertEquals(new Placement(5, Map.of()), root.placements().get("item-page"));
        assertEquals(Optional.of(new Placement(6, Map.of())), root.extra());
        assertEquals("", root.label());
    }

    @Test
    void load_variableOfDefaultMapEntry_keepsTheEntrysOtherKeys() {
        Root root = load("", Map.of("CANDOR_PLACEMENTS_HOME_LIMIT", "7", "CANDOR_PLACEMENTS_HOME_QUOTAS_POPULAR", "1"));
        assertEquals(new Placement(7, Map.of("popular", 1.0)), root.placements().get("home"));
    }

    @Test
    void load_badVariable_namesItself() {
        assertEquals(
                List.of("http.port: must be a whole number, was \"x\" (from CANDOR_HTTP_PORT)"),
                problems("", Map.of("CANDOR_HTTP_PORT", "x")));
    }

    @Test
    void load_secretInFile_isRefusedWithoutShowingIt() {
        List<String> problems = problems("database: {password: hunter2}");
        assertEquals(
                List.of("database.password: must not stand in the configuration file;"
                        + " set CANDOR_DATABASE_PASSWORD or database.password_file"),
                problems);
    }

    @Test
    void load_secretFromVariableOrFile_isRead() {
        write("secret", "hunter2\n");
        Optional<Secret> expected = Optional.of(Secret.of("hunter2"));
        assertEquals(
                expected,
                load("", Map.of("CANDOR_DATABASE_PASSWORD", "hunter2"))
                        .database()
                        .password());
        assertEquals(
                expected, load("database: {password_file: secret}").database().password());
        String path = directory.resolve("secret").toString();
        assertEquals(
                expected,
                load("", Map.of("CANDOR_DATABASE_PASSWORD_FILE", path))
                        .database()
                        .password());
        assertEquals(
                Optional.empty(), load("database: {password_file: }").database().password());
    }

    @Test
    void load_secretTwiceOrUnreadable_isRefused() {
        assertEquals(
                List.of("database.password: is given twice, by CANDOR_DATABASE_PASSWORD"
                        + " and by CANDOR_DATABASE_PASSWORD_FILE"),
                problems("", Map.of("CANDOR_DATABASE_PASSWORD", "a", "CANDOR_DATABASE_PASSWORD_FILE", "b")));
        assertEquals(
                List.of("database.password_file: cannot read none (NoSuchFileException)"),
                problems("database: {password_file: none}"));
    }

    @Test
    void print_ofSecret_isRedacted() {
        Root root = load("", Map.of("CANDOR_DATABASE_PASSWORD", "hunter2"));
        String printed = ConfigLoader.print(root);
        assertFalse(printed.contains("hunter2"));
        assertTrue(printed.contains("password_file: <redacted>"), printed);
        assertFalse(root.toString().contains("hunter2"));
    }

    @Test
    void print_ofDefaults_loadsBackEqual() {
        String printed = ConfigLoader.print(Root.defaults());
        assertTrue(printed.contains("idle_timeout: 30s"), printed);
        assertEquals(Root.defaults(), load(printed));
    }

    @Test
    void keys_ofRoot_listEveryLeafWithItsDefault() {
        List<ConfigKey> keys = ConfigLoader.keys(Root.class);
        assertEquals(
                List.of(
                        "http.port=8080",
                        "http.max_body=64KB",
                        "http.idle_timeout=30s",
                        "http.origins=- http://localhost",
                        "database.uri=null",
                        "database.password_file=null",
                        "database.share=0.5",
                        "index=auto",
                        "strict=true",
                        "placements.home.limit=20",
                        "placements.home.quotas.popular=0.25",
                        "rules=[]",
                        "extra=null",
                        "label=a"),
                keys.stream().map(key -> key.path() + "=" + key.defaultValue()).toList());
        assertEquals("CANDOR_PLACEMENTS_HOME_LIMIT", keys.get(9).variable());
        Path printed = write("printed.yaml", ConfigLoader.print(Root.defaults()));
        assertEquals(keys.stream().map(ConfigKey::path).toList(), ConfigLoader.keysIn(printed));
    }

    @Test
    void load_crossFieldRefusal_isReportedAtTheRecord() {
        Path file = write("range.yaml", "range: {low: 20}");
        CandorException refused =
                assertThrows(CandorException.class, () -> ConfigLoader.load(Holder.class, file, Map.of()));
        assertEquals(List.of(new Violation("range", "range is empty: 20..10")), refused.violations());
        Path whole = write("whole.yaml", "range: {low: 20, high: 30}");
        assertEquals(new Holder(new Range(20, 30)), ConfigLoader.load(Holder.class, whole, Map.of()));
    }

    @Test
    void load_typeThatCannotBeConfigured_isTheCallersBug() {
        assertThrows(IllegalStateException.class, () -> ConfigLoader.load(Bad.class, Map.of()));
    }
}
