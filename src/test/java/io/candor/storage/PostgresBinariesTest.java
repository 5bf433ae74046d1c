package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PostgresBinariesTest {
    @Test
    void archiveName_ofPlatforms_isThatOfTheJars() {
        assertEquals("postgres-linux-x86_64.txz", PostgresBinaries.archiveName("Linux", "amd64"));
        assertEquals("postgres-linux-arm_64.txz", PostgresBinaries.archiveName("Linux", "aarch64"));
        assertEquals("postgres-darwin-arm_64.txz", PostgresBinaries.archiveName("Mac OS X", "aarch64"));
    }

    @Test
    void reason_ofRefusedStart_saysWhatToDo() {
        Path program = Path.of("/data/bin/postgres");
        assertTrue(PostgresBinaries.reason(program, "Cannot run program: error=13, Permission denied")
                .contains("noexec"));
        assertTrue(PostgresBinaries.reason(program, "Cannot run program: error=2, No such file or directory")
                .contains("glibc"));
        assertTrue(PostgresBinaries.reason(program, "Exec failed, error: 13 (Permission denied) ")
                .contains("noexec"));
        assertTrue(PostgresBinaries.reason(program, "odd").endsWith("odd"));
    }
}
