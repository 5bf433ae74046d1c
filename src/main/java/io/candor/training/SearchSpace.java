package io.candor.training;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * From where the settings of a search are drawn, by name. Each is written {@code 0.1..10} (uniform), {@code 0.001..1:log}
 * (uniform in the logarithm) or {@code 32,64,128} (one of these). Immutable, thread-safe.
 */
public final class SearchSpace {
    private static final String LOG = ":log";

    private final Map<String, String> ranges;

    private SearchSpace(Map<String, String> ranges) {
        this.ranges = new TreeMap<>(ranges);
    }

    /**
     * Returns the customary space of an algorithm, without what is settled, with some ranges replaced or added.
     *
     * @throws CandorException USAGE when a range cannot be read
     */
    public static SearchSpace of(String algorithm, Map<String, String> settled, Map<String, String> ranges) {
        Map<String, String> all = new LinkedHashMap<>(customary(algorithm));
        all.keySet().removeAll(settled.keySet());
        all.putAll(ranges);
        all.forEach((name, range) -> draw(name, range, 0.5));
        return new SearchSpace(all);
    }

    /** Returns the names in order. */
    public Set<String> names() {
        return ranges.keySet();
    }

    /** Draws a value for every name. */
    public Map<String, String> draw(RandomGenerator random) {
        Map<String, String> drawn = new LinkedHashMap<>();
        ranges.forEach((name, range) -> drawn.put(name, draw(name, range, random.nextDouble())));
        return drawn;
    }

    private static Map<String, String> customary(String algorithm) {
        return switch (algorithm) {
            case "ials" ->
                Map.of("lambda", "0.0003..0.3:log", "alpha0", "0.02..2:log", "nu", "0.5..1", "dims", "32,64,128");
            case "mf" -> Map.of("learning_rate", "0.005..0.05:log", "lambda", "0.02..0.2:log", "dims", "16,32,64");
            case "bpr" ->
                Map.of(
                        "learning_rate", "0.02..0.3:log",
                        "lambda", "0.0005..0.05:log",
                        "dims", "32,64,128",
                        "sampler", "uniform,popular,hard");
            case "hybrid" ->
                Map.of(
                        "learning_rate", "0.02..0.3:log",
                        "lambda", "0.0005..0.05:log",
                        "dims", "32,64,128",
                        "sampler", "uniform,popular,hard",
                        "rating_weight", "0.01..1:log");
            case "itemknn" -> Map.of("neighbours", "20,50,100,200,400", "shrinkage", "0..100");
            default -> Map.of();
        };
    }

    /** Returns the value at a share of the range, in [0, 1). */
    private static String draw(String name, String range, double share) {
        int dots = range.indexOf("..");
        if (dots < 0) {
            String[] choices = range.split(",", -1);
            return choices[(int) (share * choices.length)].strip();
        }
        boolean log = range.endsWith(LOG);
        try {
            double low = Double.parseDouble(range.substring(0, dots));
            double high = Double.parseDouble(range.substring(dots + 2, range.length() - (log ? LOG.length() : 0)));
            if (!(low < high) || (log && low <= 0)) {
                throw new NumberFormatException("not a range");
            }
            double value = log ? low * Math.pow(high / low, share) : low + (high - low) * share;
            return String.format(Locale.ROOT, "%.4g", value);
        } catch (NumberFormatException e) {
            throw new CandorException(
                    ErrorCode.USAGE,
                    "--search " + name + "=" + range + " is neither LOW..HIGH nor LOW..HIGH:log nor A,B,C",
                    e);
        }
    }
}
