package io.candor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.dataset.Interactions;
import io.candor.dataset.InteractionsBuilder;
import io.candor.dataset.RatingsReader;
import io.candor.event.Action;
import io.candor.event.Event;
import io.candor.event.Shown;
import io.candor.event.Subject;
import io.candor.parquet.ParquetFile;
import io.candor.parquet.TextColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feedback written to a file is read back as it was. */
final class TableFileTest {
    private static final long TIME = 1_760_000_000_123L;

    @TempDir
    private Path directory;

    @Test
    void pairs_inBothFormats_areReadByTrainAsTheyWere() throws IOException {
        InteractionsBuilder builder = new InteractionsBuilder();
        builder.add("ann", "x, \"quoted\"", 2.61f, TIME, Float.NaN, 1);
        builder.add("ö", "y", -1.5f, TIME + 1, 4.5f, 2);
        builder.add("bob", "y", 0.25f, Interactions.NO_TIME, Float.NaN, 1);
        Interactions all = builder.build();
        for (String name : List.of("pairs.csv", "pairs.parquet")) {
            Path file = directory.resolve(name);
            try (TableFile table = TableFile.create(file, FeedbackColumns.PAIRS)) {
                for (int row = 0; row < all.size(); row++) {
                    table.write(FeedbackColumns.pair(all, row));
                }
            }
            Interactions read = RatingsReader.read(file).interactions();
            assertEquals(3, read.size(), name);
            for (int row = 0; row < all.size(); row++) {
                assertEquals(all.users().idAt(row), read.users().idAt(read.user(row)), name);
                assertEquals(all.items().idAt(all.item(row)), read.items().idAt(read.item(row)), name);
                assertEquals(all.value(row), read.value(row), name);
                assertEquals(all.time(row), read.time(row), name);
                assertEquals(all.rating(row), read.rating(row), name);
                assertEquals(all.weight(row), read.weight(row), name);
            }
        }
    }

    @Test
    void events_inBothFormats_keepWhatIsKnownAndLeaveTheRestEmpty() throws IOException {
        Event click = event(new Action.Click(), Optional.empty());
        Event watch = event(
                new Action.Watch(30, 90, false),
                Optional.of(new Shown(new UUID(7, 7), TIME - 5, "home", "m1", "greedy", Map.of(), 3, 0.25)));
        Path csv = directory.resolve("events.csv");
        Path parquet = directory.resolve("events.parquet");
        for (Path file : List.of(csv, parquet)) {
            try (TableFile table = TableFile.create(file, FeedbackColumns.EVENTS)) {
                table.write(FeedbackColumns.event(click));
                table.write(FeedbackColumns.event(watch));
            }
        }
        List<String> lines = Files.readAllLines(csv);
        assertEquals(
                "event_id,subject,item,type,timestamp,amount,extent,request_id,slate_at,placement,model,policy,position,"
                        + "propensity",
                lines.getFirst());
        assertTrue(lines.get(1).endsWith(",u:ann,film,click,2025-10-09T08:53:20.123Z,,,,,,,,,"), lines.get(1));
        assertTrue(
                lines.get(2)
                        .endsWith(",30.0,90.0," + new UUID(7, 7) + ",2025-10-09T08:53:20.118Z,home,m1,greedy,3,0.25"),
                lines.get(2));
        try (ParquetFile file = ParquetFile.open(parquet)) {
            TextColumn position = file.text("position");
            TextColumn amount = file.text("amount");
            assertTrue(file.next());
            assertEquals("", position.value());
            assertEquals("", amount.value());
            assertTrue(file.next());
            assertEquals("3", position.value());
            assertEquals("30.0", amount.value());
        }
    }

    private static Event event(Action action, Optional<Shown> shown) {
        return new Event(new UUID(1, 2), Subject.user("ann"), "film", action, TIME, TIME, OptionalLong.empty(), shown);
    }
}
