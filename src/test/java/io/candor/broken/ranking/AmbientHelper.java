package io.candor.broken.ranking;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Asks the machine for the time and for chance in every way, under a name that says nothing. */
public final class AmbientHelper {
    public String ask() {
        return "" + Instant.now() + System.currentTimeMillis() + Math.random() + new Random().nextInt()
                + ThreadLocalRandom.current().nextInt() + UUID.randomUUID();
    }
}
