package io.candor.exploration;

import java.util.Arrays;

/** The race of normal keys, or the order of the scores when nothing is random. */
final class ThompsonLaw implements SlotLaw {
    private final NormalKeys keys = new NormalKeys();
    private final RaceLaw race = new RaceLaw(keys);
    private final Leaders leaders = new Leaders();

    @Override
    public void vectors(OpenSlots open, ExplorationConfig config, int[] items, int count, double[] out) {
        keys.read(open);
        if (!keys.certain()) {
            race.vectors(open, config, items, count, out);
            return;
        }
        int slots = open.slots();
        leaders.reset(slots);
        for (int i = 0; i < open.size(); i++) {
            leaders.offer(i, -open.score(i));
        }
        Arrays.fill(out, 0, count * slots, 0);
        for (int r = 0; r < count; r++) {
            for (int k = 0; k < slots; k++) {
                out[r * slots + k] = leaders.index(k) == items[r] ? 1 : 0;
            }
        }
    }
}
