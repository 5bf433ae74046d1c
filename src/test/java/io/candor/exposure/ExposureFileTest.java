package io.candor.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.event.Candidates;
import io.candor.event.Decision;
import io.candor.event.SlateRecord;
import io.candor.event.Subject;
import io.candor.parquet.ParquetRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExposureFileTest {
    private static final ExposureQuery CLICKS = ExposureQuery.of(Set.of(Action.Type.CLICK));

    @TempDir
    private Path directory;

    @Test
    void read_extremeValues_areTheSame() throws IOException {
        List<ExposedSlate> slates = List.of(slate(0, "home", 1), slate(1, "side \"bar\"", 31), slate(2, "home", 1));
        Path file = write(slates);

        List<ExposedSlate> read = new ArrayList<>();
        assertEquals(3, new ExposureFile(file).read(CLICKS, read::add));

        assertEquals(slates, read);
        assertTrue(Double.isNaN(read.get(1).propensity(0, 1)));
    }

    @Test
    void read_query_choosesSlatesAndOutcomes() throws IOException {
        ExposureFile file =
                new ExposureFile(write(List.of(slate(0, "home", 1), slate(1, "bar", 1), slate(2, "home", 1))));
        List<ExposedSlate> read = new ArrayList<>();

        assertEquals(2, file.read(CLICKS.at(Optional.of("home")), read::add));
        assertEquals(1, file.read(CLICKS.newest(1), slate -> {}));
        ExposureQuery second = new ExposureQuery(
                Optional.empty(),
                Set.of(Action.Type.CLICK),
                Duration.ofMillis(499),
                Optional.of(Instant.ofEpochMilli(1)),
                Optional.of(Instant.ofEpochMilli(2)),
                9);
        read.clear();
        assertEquals(1, file.read(second, read::add));
        assertEquals("bar", read.getFirst().placement());
        assertEquals(List.of(), read.getFirst().outcomes(1), "half a second later");
    }

    @Test
    void read_whatIsNotThere_isRefused() throws IOException {
        ExposureFile file = new ExposureFile(write(List.of(slate(0, "home", 1))));
        ExposureQuery purchases = ExposureQuery.of(Set.of(Action.Type.PURCHASE));
        assertEquals(ErrorCode.DATASET_INVALID, refusal(file, purchases).code());
        assertTrue(String.valueOf(refusal(file, purchases).getMessage()).contains("purchase"));
        assertEquals(
                ErrorCode.DATASET_INVALID,
                refusal(new ExposureFile(directory.resolve("nowhere")), CLICKS).code());
        Path text = Files.writeString(directory.resolve("text"), "PAR1 not really");
        assertEquals(
                ErrorCode.DATASET_INVALID,
                refusal(new ExposureFile(text), CLICKS).code());
    }

    @Test
    void read_slateThatEndsEarly_isRefused() throws IOException {
        List<Action.Type> types = CLICKS.outcomes().stream().sorted().toList();
        Path file = directory.resolve("torn.parquet");
        try (ParquetRows rows = ParquetRows.create(file, ExposureColumns.of(types))) {
            rows.write(ExposureColumns.row(slate(0, "home", 1), 0, types));
        }
        assertTrue(String.valueOf(refusal(new ExposureFile(file), CLICKS).getMessage())
                .contains("no row for position 2"));
    }

    @Test
    void read_consumerThatFails_failsAsItDid() throws IOException {
        ExposureFile file = new ExposureFile(write(List.of(slate(0, "home", 1))));
        IllegalArgumentException bug = new IllegalArgumentException("mine");
        assertEquals(
                bug,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> file.read(CLICKS, _ -> {
                            throw bug;
                        })));
    }

    private static CandorException refusal(ExposureFile file, ExposureQuery query) {
        return assertThrows(CandorException.class, () -> file.read(query, _ -> {}));
    }

    private Path write(List<ExposedSlate> slates) throws IOException {
        Path file = directory.resolve("log.parquet");
        try (ExposureWriter writer = ExposureWriter.create(file, CLICKS.outcomes())) {
            for (ExposedSlate slate : slates) {
                writer.write(slate);
            }
        }
        return file;
    }

    private static ExposedSlate slate(long number, String placement, int firstPosition) {
        SlateRecord record = new SlateRecord(
                new UUID(number, 7),
                number,
                number == 2 ? Subject.NOBODY : Subject.user("ä\u0000b"),
                placement,
                "model",
                number == 1 ? "unheard_of" : "plackett_luce",
                Map.of("ranker", "b", "layout", ""),
                firstPosition,
                List.of(
                        new SlateRecord.ShownItem("one", Double.MIN_VALUE),
                        new SlateRecord.ShownItem("two", Math.exp(-0.1))));
        Decision decision = new Decision(
                record,
                20,
                number == 0 ? Optional.empty() : Optional.of("deadline"),
                new Decision.Draw(
                        Long.MIN_VALUE + number,
                        1,
                        Double.NEGATIVE_INFINITY,
                        "quadrature",
                        -1e308,
                        Map.of("floor", 0.1 + 0.2),
                        "ab"),
                List.of(
                        new Decision.Impression(
                                2, -0.0, -1e5, -1e5, 1 << 30, true, false, OptionalDouble.of(Double.MIN_VALUE)),
                        new Decision.Impression(1, 1e300, -0.1, -0.1, 0, false, true)),
                number == 2
                        ? Candidates.NONE
                        : Candidates.of(List.of(
                                new Decision.Candidate("one", 0.1f, Float.NaN),
                                new Decision.Candidate("two", Float.MIN_VALUE, Float.NEGATIVE_INFINITY))),
                200,
                Map.of("device", "phone"),
                new Decision.Exposure(Map.of("ranker", 9_999_999), Map.of("layout", "wide")));
        double p = number == 1 ? Double.NaN : 1.0 / 3;
        return ExposedSlate.of(
                decision,
                new double[] {p, p, p, Math.nextUp(p)},
                List.of(List.of(), List.of(new Outcome(Action.Type.CLICK, 3, 1, number + 500))));
    }
}
