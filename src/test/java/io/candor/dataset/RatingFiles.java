package io.candor.dataset;

import io.candor.error.CandorException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assertions;

/** Files of ratings in a directory, and what reading them gives, as text. */
record RatingFiles(Path directory) {
    RatingsData read(String content) throws IOException {
        return RatingsReader.read(Files.writeString(directory.resolve("ratings"), content));
    }

    RatingsData read(byte[] content) throws IOException {
        return RatingsReader.read(Files.write(directory.resolve("ratings"), content));
    }

    Path gzipped(String content) throws IOException {
        Path file = directory.resolve("ratings.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    CandorException refusal(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("ratings"), content);
        return Assertions.assertThrows(CandorException.class, () -> RatingsReader.read(file));
    }

    /** Returns each row as {@code user item value time}, {@code -} for no time. */
    static List<String> rows(Interactions interactions) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < interactions.size(); row++) {
            long time = interactions.time(row);
            rows.add(interactions.users().idAt(interactions.user(row)) + " "
                    + interactions.items().idAt(interactions.item(row)) + " " + interactions.value(row) + " "
                    + (time == Interactions.NO_TIME ? "-" : time));
        }
        return rows;
    }

    /** Returns interactions of rows {@code user item time}, all of value 1. */
    static Interactions of(String... rows) {
        InteractionsBuilder builder = new InteractionsBuilder();
        for (String row : rows) {
            String[] fields = row.split(" ", -1);
            builder.add(
                    fields[0], fields[1], 1, fields[2].equals("-") ? Interactions.NO_TIME : Long.parseLong(fields[2]));
        }
        return builder.build();
    }
}
