package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.FeedbackMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for every algorithm. */
final class TrainersTest {
    private static final Map<String, Map<String, String>> SMALL = Map.of(
            "ials", Map.of("dims", "6", "epochs", "4", "recency", "2"),
            "mf", Map.of("dims", "6", "epochs", "4", "batch", "37"),
            "bpr", Map.of("dims", "6", "epochs", "4", "batch", "37", "sampler", "hard", "recency", "3"),
            "hybrid", Map.of("dims", "6", "epochs", "4", "batch", "37", "sampler", "in_batch"),
            "popularity", Map.of(),
            "itemknn", Map.of("dims", "6", "neighbours", "8"));

    @TempDir
    private Path directory;

    private final FeedbackMatrix feedback = Feedback.random(90, 50, 0.15, 5);
    private final TrainingData data = new TrainingData(feedback, feedback);

    @Test
    void train_sameSeed_givesTheSameBitsWhateverTheThreads() {
        for (Trainer trainer : trainers()) {
            TrainedFactors one = Feedback.train(trainer, 1, feedback, TrainingProgress.NONE);
            for (int threads : new int[] {1, 2, 5}) {
                assertSame(one, Feedback.train(trainer, threads, feedback, TrainingProgress.NONE));
            }
        }
    }

    @Test
    void train_afterACrash_goesOnToTheSameBits() {
        for (Trainer trainer : trainers()) {
            TrainedFactors whole = Feedback.train(trainer, feedback);
            for (int crash = 1; crash < trainer.epochs(); crash++) {
                Checkpoint checkpoint = new Checkpoint(directory, trainer, "crash " + crash, "data");
                int last = crash;
                assertThrows(
                        IllegalStateException.class,
                        () -> run(trainer, checkpoint).train(data, trainer.epochs(), epoch -> {
                            if (epoch.number() > last) {
                                throw new IllegalStateException("crash");
                            }
                        }));
                List<Integer> made = new ArrayList<>();
                TrainedFactors resumed =
                        run(trainer, checkpoint).train(data, trainer.epochs(), epoch -> made.add(epoch.number()));
                assertEquals(crash + 1, made.getFirst(), trainer.algorithm());
                assertSame(whole, resumed);
            }
        }
    }

    @Test
    void load_damagedOrForeignFile_beginsAnew() throws IOException {
        Trainer trainer = trainers().getFirst();
        Checkpoint checkpoint = new Checkpoint(directory, trainer, "damaged", "data");
        run(trainer, checkpoint).train(data, 2, TrainingProgress.NONE);
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        for (int at : new int[] {0, 9, 30, whole.length / 2, whole.length - 1}) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertEquals(1, firstPass(trainer, checkpoint), "damaged at " + at);
            Files.write(file, Arrays.copyOf(whole, at));
            assertEquals(1, firstPass(trainer, checkpoint), "cut at " + at);
        }
        Files.write(file, whole);
        assertEquals(3, firstPass(trainer, checkpoint));
        assertEquals(1, firstPass(trainer, new Checkpoint(directory, trainer, "damaged", "other data")));
        checkpoint.delete();
        assertEquals(1, firstPass(trainer, checkpoint));
    }

    @Test
    void bestEpochs_scoresThatFallAfterAPass_stopThereAfterThePatience() {
        Trainer trainer =
                TrainingSettings.of("mf", Map.of("dims", "3", "epochs", "50")).trainer();
        List<Double> scores = new ArrayList<>(List.of(0.1, 0.2, 0.5, 0.5, 0.4, 0.3, 0.9));
        List<Integer> made = new ArrayList<>();
        int best = new TrainingRun(trainer, 1, () -> 0)
                .bestEpochs(
                        data,
                        new StoppingSettings(3, 2, StoppingSettings.Criterion.NDCG),
                        model -> scores.removeFirst(),
                        epoch -> made.add(epoch.number()));
        assertEquals(6, best, "the third validation, of equal ones the earlier");
        assertEquals(12, made.size());
    }

    @Test
    void bestEpochs_afterACrash_goesOnWithWhatWasScored() {
        Trainer trainer =
                TrainingSettings.of("bpr", Map.of("dims", "3", "epochs", "20")).trainer();
        Checkpoint checkpoint = new Checkpoint(directory, trainer, "validation", "data");
        StoppingSettings stopping = new StoppingSettings(2, 1, StoppingSettings.Criterion.NDCG);
        List<Double> scores = new ArrayList<>(List.of(0.5, 0.4));
        assertThrows(
                RuntimeException.class,
                () -> run(trainer, checkpoint)
                        .bestEpochs(data, stopping, model -> scores.removeFirst(), TrainingProgress.NONE));
        List<Double> more = new ArrayList<>(List.of(0.45, 0.9));
        assertEquals(
                1,
                run(trainer, checkpoint)
                        .bestEpochs(data, stopping, model -> more.removeFirst(), TrainingProgress.NONE));
        assertEquals(1, more.size(), "the patience was spent");
    }

    private static TrainingRun run(Trainer trainer, Checkpoint checkpoint) {
        return new TrainingRun(trainer, 2, () -> 0).checkpointing(checkpoint, Duration.ZERO);
    }

    private int firstPass(Trainer trainer, Checkpoint checkpoint) {
        List<Integer> made = new ArrayList<>();
        assertThrows(
                IllegalStateException.class,
                () -> run(trainer, checkpoint).train(data, 4, epoch -> {
                    made.add(epoch.number());
                    throw new IllegalStateException("enough");
                }));
        return made.getFirst();
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.getFirst();
        }
    }

    private static List<Trainer> trainers() {
        List<Trainer> trainers = new ArrayList<>();
        for (String algorithm : Trainers.NAMES) {
            trainers.add(TrainingSettings.of(algorithm, SMALL.getOrDefault(algorithm, Map.of()))
                    .trainer());
        }
        trainers.add(TrainingSettings.of("mf", Map.of("dims", "6", "epochs", "4", "solver", "als"))
                .trainer());
        assertTrue(trainers.size() > SMALL.size());
        return trainers;
    }

    private static void assertSame(TrainedFactors expected, TrainedFactors actual) {
        String what = expected.algorithm() + " " + expected.hyperparameters();
        assertEquals(-1, expected.users().segment().mismatch(actual.users().segment()), what);
        assertEquals(-1, expected.items().segment().mismatch(actual.items().segment()), what);
        for (int user = 0; user < expected.userBias().size(); user++) {
            assertEquals(expected.userBias().at(user), actual.userBias().at(user), what);
        }
        assertEquals(expected.loss(), actual.loss(), what);
    }
}
