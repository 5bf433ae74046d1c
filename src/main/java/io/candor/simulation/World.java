package io.candor.simulation;

import io.candor.math.SplitMix64;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Who likes what. A person u has a taste, an item i a character and a name with everybody, and
 *
 * <pre>
 *   score(u, i, t) = ⟨taste(u, t), character(i)⟩ / √dims + popularity · (fame(i) − 1)      taste(u, t) = cos(drift·t) a_u + sin(drift·t) b_u
 * </pre>
 *
 * with standard normal numbers, fame exponential (so that its exponential is Pareto distributed: few items are liked by most), and t in
 * units of 100,000 requests. Scores are graded by their quantiles over all pairs: half of them are of grade 0, a quarter 1, and 15, 7
 * and 3 % of grades 2 to 4. Thread-safe.
 */
public final class World {
    private static final double[] QUANTILES = {.5, .75, .9, .97};
    private static final int SAMPLE = 20_000;
    private static final double REQUESTS_A_TIME = 100_000;

    private final WorldSettings settings;
    private final Map<String, Traits> traits = new ConcurrentHashMap<>();
    private final double[] bounds = new double[QUANTILES.length];

    /** What an item is. */
    private record Traits(List<Double> character, double fame) {}

    public World(WorldSettings settings) {
        this.settings = settings;
        SplitMix64 random = random(0, 1);
        double[] scores = new double[SAMPLE];
        Arrays.setAll(
                scores, n -> score(random.nextInt(settings.users()), itemId(random.nextInt(settings.items())), 0));
        Arrays.sort(scores);
        Arrays.setAll(bounds, grade -> scores[(int) (QUANTILES[grade] * SAMPLE)]);
    }

    public WorldSettings settings() {
        return settings;
    }

    /** Returns the id of a person, from 0. */
    public String userId(int user) {
        return "user-" + user;
    }

    /** Returns the id of an item of a server of our own, from 0. */
    public String itemId(int item) {
        return "item-" + item;
    }

    /** Returns how far time is after some requests. */
    double timeAfter(long requests) {
        return requests / REQUESTS_A_TIME;
    }

    /** Returns the taste of a person at a time; its scale makes it the user vector of a model that knows everything. */
    public double[] taste(int user, double time) {
        SplitMix64 random = random(user, 2);
        double cos = Math.cos(settings.drift() * time);
        double sin = Math.sin(settings.drift() * time);
        double[] taste = new double[settings.dims()];
        for (int d = 0; d < taste.length; d++) {
            taste[d] = (cos * random.nextGaussian() + sin * random.nextGaussian()) / Math.sqrt(taste.length);
        }
        return taste;
    }

    /** Returns the character of an item: its vector in such a model. */
    public List<Double> character(String item) {
        return traits(item).character;
    }

    /** Returns what everybody thinks of an item: its bias in such a model. */
    public double fame(String item) {
        return settings.popularity() * (traits(item).fame - 1);
    }

    private Traits traits(String item) {
        return traits.computeIfAbsent(item, id -> {
            CRC32C hash = new CRC32C();
            hash.update(id.getBytes(StandardCharsets.UTF_8));
            SplitMix64 random = random(hash.getValue(), 3);
            double fame = -Math.log1p(-random.nextDouble());
            Double[] character = new Double[settings.dims()];
            Arrays.setAll(character, d -> random.nextGaussian());
            return new Traits(List.of(character), fame);
        });
    }

    private double score(int user, String item, double time) {
        return score(taste(user, time), item);
    }

    private double score(double[] taste, String item) {
        Traits of = traits(item);
        double sum = settings.popularity() * (of.fame - 1);
        for (int d = 0; d < taste.length; d++) {
            sum += taste[d] * of.character.get(d);
        }
        return sum;
    }

    /** Returns how much somebody with a taste likes an item: a grade, 0 to 4. */
    public int grade(double[] taste, String item) {
        double score = score(taste, item);
        int grade = 0;
        while (grade < bounds.length && score >= bounds[grade]) {
            grade++;
        }
        return grade;
    }

    /** Returns what kind a user is. */
    Habit habit(int user) {
        double drawn = random(user, 4).nextDouble();
        if (drawn >= settings.bots()) {
            return Habit.PERSON;
        }
        return drawn < settings.bots() / 2 ? Habit.EVERYTHING : Habit.ANYTHING;
    }

    /** Returns the chance of a request: who asks, and what he then does. */
    SplitMix64 chance(long request) {
        return random(request, 5);
    }

    private SplitMix64 random(long of, int purpose) {
        return new SplitMix64((settings.seed() * 31 + purpose) * 0x9e3779b97f4a7c15L + of);
    }
}
