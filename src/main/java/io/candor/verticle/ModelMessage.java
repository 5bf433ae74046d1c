package io.candor.verticle;

/** What the model verticle is asked. */
sealed interface ModelMessage {
    /** Asks for a list of {@link io.candor.http.ModelStatus}, the newest registered first. */
    record ListAll() implements ModelMessage {}

    /** Asks for a known version to serve; answered with its {@link io.candor.http.ModelStatus}. */
    record Activate(String version) implements ModelMessage {}

    /** Asks for the version that served before; answered with its {@link io.candor.http.ModelStatus}. */
    record RollBack() implements ModelMessage {}
}
