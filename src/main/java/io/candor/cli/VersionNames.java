package io.candor.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names of model versions that nobody named. */
final class VersionNames {
    private VersionNames() {}

    static String at(String prefix, Instant now) {
        return prefix + "-" + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(now.atOffset(ZoneOffset.UTC));
    }
}
