package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.config.ConfigLoader;
import io.candor.config.Secret;
import io.candor.error.CandorException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseConfigTest {
    record Root(DatabaseConfig database) {
        static Root defaults() {
            return new Root(DatabaseConfig.defaults());
        }
    }

    private static String problem(String variable, String value) {
        CandorException refused =
                assertThrows(CandorException.class, () -> ConfigLoader.load(Root.class, Map.of(variable, value)));
        return refused.violations().getFirst().toString();
    }

    @Test
    void load_fromEnvironment_isBound() {
        DatabaseConfig config = ConfigLoader.load(
                        Root.class,
                        Map.of(
                                "CANDOR_DATABASE_URI", "postgresql://candor@db:5432/candor",
                                "CANDOR_DATABASE_PASSWORD", "hunter2",
                                "CANDOR_DATABASE_POOL_SIZE", "3"))
                .database();
        assertEquals(Optional.of(URI.create("postgresql://candor@db:5432/candor")), config.uri());
        assertEquals(Optional.of(Secret.of("hunter2")), config.password());
        assertEquals(3, config.poolSize());
        assertFalse(config.toString().contains("hunter2"));
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://candor:hunter2@db/candor, must not carry the password",
        "mysql://candor@db/candor, must begin with postgresql://",
        "postgresql://db/candor, must name a user",
        "postgresql://candor@db, must name a database",
        "postgresql:///candor, must name a host"
    })
    void constructor_badUri_isRefusedWithoutShowingAPassword(String uri, String reason) {
        String problem = problem("CANDOR_DATABASE_URI", uri);
        assertTrue(problem.startsWith("database.uri: " + reason), problem);
        assertFalse(problem.contains("hunter2"), problem);
    }

    @Test
    void constructor_outOfRange_saysValueAndBound() {
        assertEquals("database.pool_size: must be in 1..500, was 0", problem("CANDOR_DATABASE_POOL_SIZE", "0"));
        assertEquals(
                "database.connect_timeout: must be in 100ms..1m, was 2h",
                problem("CANDOR_DATABASE_CONNECT_TIMEOUT", "2h"));
    }
}
