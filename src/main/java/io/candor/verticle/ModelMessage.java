package io.candor.verticle;

import java.util.Set;

/** What the model verticle is asked. */
sealed interface ModelMessage {
    /** Asks for a list of {@link io.candor.http.ModelStatus}, the newest registered first. */
    record ListAll() implements ModelMessage {}

    /** Asks for a known version to serve; answered with its {@link io.candor.http.ModelStatus}. */
    record Activate(String version) implements ModelMessage {}

    /** Asks to hold these versions, and no others, beside the active one; answered when they are there. */
    record Hold(Set<String> versions) implements ModelMessage {}

    /** Asks for the version that served before; answered with its {@link io.candor.http.ModelStatus}. */
    record RollBack() implements ModelMessage {}
}
