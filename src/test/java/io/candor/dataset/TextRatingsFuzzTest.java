package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random rows come back as they were written; damaged files are read or refused, and never anything else. */
final class TextRatingsFuzzTest {
    private static final String[] PARTS = {"a", "Z", "0", "é", "🎬", "-", " ", "'", "|", "/", "ب", ".", "#"};

    private final SplittableRandom random = new SplittableRandom(11);

    @TempDir
    private Path directory;

    @Test
    void read_randomRowsInEveryFormat_comeBack() throws IOException {
        RatingFiles files = new RatingFiles(directory);
        for (int round = 0; round < 400; round++) {
            String separator = List.of("\t", "::", ",", ";").get(round % 4);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
            String end = random.nextBoolean() ? "\n" : "\r\n";
            List<String> expected = new ArrayList<>();
            int rows = 1 + random.nextInt(30);
            for (int row = 0; row < rows; row++) {
                String user = id();
                String item = id();
                int value = random.nextInt(-5, 100);
                int time = random.nextInt(1, 2_000_000_000);
                text.append(String.join(separator, user, item, value + "", time + ""))
                        .append(end);
                expected.add(user + " " + item + " " + (float) value + " " + time * 1_000L);
            }
            assertEquals(expected, RatingFiles.rows(files.read(text.toString()).interactions()), text.toString());
        }
    }

    @Test
    void read_damagedFiles_areReadOrRefusedAsData() throws IOException {
        RatingFiles files = new RatingFiles(directory);
        byte[] good = "user,item,rating,time\n\"u,1\",i1,3.5,881250949\nu2,\"i\"\"2\",4,2013-05-01\nu3,i3,1,\n"
                .getBytes(StandardCharsets.UTF_8);
        int read = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                RatingsData data = files.read(bytes);
                assertTrue(data.report().rows() > 0);
                assertEquals(data.report().rows(), data.interactions().size());
                read++;
            } catch (CandorException refusal) {
                assertEquals(ErrorCode.DATASET_INVALID, refusal.code());
            }
        }
        assertTrue(read > 400, read + " files could be read");
    }

    private String id() {
        StringBuilder id = new StringBuilder("x");
        for (int length = random.nextInt(8); length > 0; length--) {
            id.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return id.append('x').toString();
    }
}
