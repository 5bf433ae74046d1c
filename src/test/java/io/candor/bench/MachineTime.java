package io.candor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The time that all processors of this machine have spent so far, and how much of it they wanted to run and another virtual machine did
 * ({@code steal} of {@code /proc/stat}). What takes milliseconds is late for as long as its processor is away, whatever the server does.
 *
 * @param total in ticks
 * @param stolen of these
 */
record MachineTime(long total, long stolen) {
    private static final int STOLEN = 7;
    /** Those after it are contained in others. */
    private static final int FIELDS = 8;

    static MachineTime now() throws IOException {
        String first = Files.readAllLines(Path.of("/proc/stat")).getFirst();
        long[] ticks = Arrays.stream(first.split("\\s+"))
                .skip(1)
                .limit(FIELDS)
                .mapToLong(Long::parseLong)
                .toArray();
        return new MachineTime(Arrays.stream(ticks).sum(), ticks[STOLEN]);
    }

    /** Returns the share of the time since then that was stolen, 0 to 1. */
    double stolenSince(MachineTime earlier) {
        return total == earlier.total ? 0 : (stolen - earlier.stolen) / (double) (total - earlier.total);
    }
}
