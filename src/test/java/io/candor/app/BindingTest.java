package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.access.KeyKind;
import io.candor.access.KeyRing;
import io.candor.access.NewKey;
import io.candor.access.TestKeys;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.http.HttpConfig;
import io.candor.http.KeyRates;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingTest {
    private final NewKey key = TestKeys.of(KeyKind.SECRET);

    @TempDir
    Path directory;

    @Test
    void check_noKeys_takesLoopbackOnly() {
        assertDoesNotThrow(() -> Binding.check("127.0.0.1", KeyRing.OPEN));
        assertDoesNotThrow(() -> Binding.check("::1", KeyRing.OPEN));
        CandorException e = assertThrows(CandorException.class, () -> Binding.check("0.0.0.0", KeyRing.OPEN));
        assertEquals(ErrorCode.INSECURE_BINDING, e.code());
        assertTrue(e.describe().contains("candor keys create"), e.describe());
    }

    @Test
    void check_keysLiveOrRevoked_takesAnyAddress() {
        assertDoesNotThrow(() -> Binding.check("0.0.0.0", TestKeys.ring(key)));
        assertDoesNotThrow(() -> Binding.check("0.0.0.0", KeyRing.of(List.of(TestKeys.revoked(key)))));
    }

    @Test
    void open_namedFileThatIsNotThere_isRefusedRatherThanOpen() {
        DataDirectory data = new DataDirectory(directory);
        HttpConfig named = config(Optional.of(directory.resolve("mounted.keys")));
        CandorException e = assertThrows(CandorException.class, () -> Keys.open(named, data));
        assertEquals(ErrorCode.CONFIG_INVALID, e.code());

        data.apiKeys(named).add(key.key());
        assertEquals(1, Keys.open(named, data).ring().live());
        assertEquals(0, Keys.open(config(Optional.empty()), data).ring().live());
    }

    private static HttpConfig config(Optional<Path> keysFile) {
        HttpConfig http = HttpConfig.defaults();
        return new HttpConfig(
                http.host(),
                http.port(),
                http.managementHost(),
                http.managementPort(),
                http.requestDeadline(),
                http.idleTimeout(),
                http.drainGrace(),
                http.drainTimeout(),
                http.compression(),
                http.accessLogSample(),
                http.limits(),
                http.cors(),
                keysFile,
                KeyRates.defaults());
    }
}
