package io.candor.app;

import io.candor.access.KeyFile;
import io.candor.access.KeyFileWatch;
import io.candor.access.KeyRing;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.http.HttpConfig;
import java.nio.file.Files;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** The API keys at the start of a server. */
final class Keys {
    private static final Logger LOG = LogManager.getLogger(Keys.class);

    private Keys() {}

    /**
     * Reads the keys, and says whether requests need one.
     *
     * @throws CandorException INSECURE_BINDING as {@link Binding#check}; CONFIG_INVALID when the file is wrong, or is named in the
     *     configuration and not there, for then keys are wanted
     */
    static KeyFileWatch open(HttpConfig config, DataDirectory data) {
        KeyFile file = data.apiKeys(config);
        if (config.keysFile().isPresent() && !Files.exists(file.path())) {
            throw new CandorException(
                    ErrorCode.CONFIG_INVALID,
                    "http.keys_file " + file.path() + " is not there; candor keys create makes it");
        }
        KeyFileWatch watch = new KeyFileWatch(file);
        KeyRing ring = watch.ring();
        Binding.check(config.host(), ring);
        if (ring.isRequired()) {
            LOG.info(
                    "API keys of {}: {} valid, {} revoked; every request needs one",
                    file.path(),
                    ring.live(),
                    ring.size() - ring.live());
        } else {
            LOG.info(
                    "no API keys in {}: requests from this machine need none, and no other machine can send any;"
                            + " candor keys create makes one",
                    file.path());
        }
        return watch;
    }
}
