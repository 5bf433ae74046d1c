package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.config.ConfigKey;
import io.candor.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code conf/candor.yaml} is the reference: it holds every key, with its default and a comment. */
class ConfReferenceTest {
    private static final Path CONF = Path.of("conf", "candor.yaml");
    private static final Pattern KEY = Pattern.compile("( *)([a-z0-9_-]+):.*");
    /** The placement that shows every key of a placement; the others show only what is different there. */
    private static final String SHOWN_PLACEMENT = "placements.home.";

    @Test
    void load_conf_equalsTheDefaults() {
        CandorConfig loaded = ConfigLoader.load(CandorConfig.class, CONF, Map.of());
        assertEquals(ConfigLoader.print(CandorConfig.defaults()), ConfigLoader.print(loaded));
        assertEquals(CandorConfig.defaults(), loaded);
    }

    @Test
    void conf_everyKeyOfTheConfiguration_standsInIt() {
        SortedSet<String> expected =
                shown(ConfigLoader.keys(CandorConfig.class).stream().map(ConfigKey::path));
        SortedSet<String> actual = shown(ConfigLoader.keysIn(CONF).stream());
        assertEquals(lines(expected), lines(actual));
    }

    @Test
    void conf_everyKey_hasACommentAboveIt() throws IOException {
        List<String> uncommented = new ArrayList<>();
        List<String> path = new ArrayList<>();
        String above = "";
        for (String line : Files.readAllLines(CONF)) {
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                int depth = key.group(1).length() / 2;
                path.subList(Math.min(depth, path.size()), path.size()).clear();
                path.add(key.group(2));
                String dotted = String.join(".", path);
                if (isShown(dotted) && !above.strip().startsWith("#")) {
                    uncommented.add(dotted);
                }
            }
            above = line;
        }
        assertEquals(List.of(), uncommented);
    }

    private static SortedSet<String> shown(Stream<String> paths) {
        return paths.filter(ConfReferenceTest::isShown).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isShown(String path) {
        boolean insideAPlacement = path.startsWith("placements.") && path.indexOf('.', "placements.".length()) > 0;
        return !insideAPlacement || path.startsWith(SHOWN_PLACEMENT);
    }

    private static String lines(SortedSet<String> paths) {
        return String.join("\n", paths);
    }
}
