package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void step_noTerminal_printsALineForEveryTenthPassed() {
        try (Progress progress = new Progress("training", 40, err, false)) {
            for (int i = 0; i < 10; i++) {
                progress.step(1);
            }
            progress.note("loss 0.5");
            progress.stepTo(40);
        }
        assertEquals("""
                training …
                training: 10 %
                training: 20 %
                training: 100 %, loss 0.5
                """, printed());
    }

    @Test
    void step_unknownTotal_printsOnlyTheStart() {
        try (Progress progress = new Progress("reading", 0, err, false)) {
            progress.step(1_000);
        }
        assertEquals("reading …\n", printed());
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
