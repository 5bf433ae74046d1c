package io.candor.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.training.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TuningTest {
    private static final int TRIALS = 9;

    @TempDir
    private Path directory;

    @Test
    void run_interruptedAnywhere_comesToTheSameAndLeavesNoState() throws IOException {
        Tuning.Outcome whole = search(directory.resolve("whole"), Integer.MAX_VALUE);
        for (int interruptedAfter : new int[] {4, 10, 12}) {
            Path checkpoints = directory.resolve("after-" + interruptedAfter);
            assertThrows(CancellationException.class, () -> search(checkpoints, interruptedAfter));
            assertTrue(files(checkpoints) > 0);

            assertEquals(whole, search(checkpoints, Integer.MAX_VALUE));
            assertEquals(0, files(checkpoints));
        }
    }

    private static Tuning.Outcome search(Path checkpoints, int measurements) {
        Map<String, String> settled = Map.of("epochs", "9");
        SearchSpace space = SearchSpace.of("bpr", settled, Map.of("dims", "2,4,8", "learning_rate", "0.01..0.5:log"));
        int[] left = {measurements};
        return new Tuning("bpr", settled, space, "leave-last-out", checkpoints, 2)
                .run(interactions(), List.of(), TRIALS, true, 42, trial -> {
                    if (--left[0] == 0) {
                        throw new CancellationException();
                    }
                });
    }

    private static long files(Path checkpoints) throws IOException {
        try (Stream<Path> files = Files.list(checkpoints)) {
            return files.count();
        }
    }

    private static Interactions interactions() {
        Random random = new Random(7);
        InteractionsBuilder builder = new InteractionsBuilder();
        for (int user = 0; user < 60; user++) {
            for (int i = 0; i < 12; i++) {
                builder.add("u" + user, "i" + (user % 4 * 15 + random.nextInt(20)), 1, 1_000_000_000L + i);
            }
        }
        return builder.build();
    }
}
