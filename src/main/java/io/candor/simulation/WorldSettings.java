package io.candor.simulation;

/**
 * What a world is made of.
 *
 * @param seed of everything
 * @param users how many people there are, at least 1
 * @param items how many items there are, at least 2
 * @param dims how many things tastes are about, at least 1
 * @param popularity how much items differ in what everybody thinks of them, beside 1 for what the single person does; 0 or more
 * @param drift how far tastes move in 100,000 requests: by this angle in radians; 0 for not at all
 * @param bots share of users that are none, half of which click on everything and half at random; 0 to 1
 */
public record WorldSettings(long seed, int users, int items, int dims, double popularity, double drift, double bots) {
    public WorldSettings {
        if (users < 1 || items < 2 || dims < 1) {
            throw new IllegalArgumentException(
                    "users and dims must be at least 1, items 2; were " + users + ", " + dims + " and " + items);
        }
        if (!(popularity >= 0 && popularity <= 100) || !(drift >= 0 && drift <= 100) || !(bots >= 0 && bots <= 1)) {
            throw new IllegalArgumentException("popularity and drift must be 0 to 100, bots 0 to 1; were " + popularity
                    + ", " + drift + " and " + bots);
        }
    }
}
