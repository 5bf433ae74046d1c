package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PgReportStoreIT {
    private static final Instant TIME = Instant.ofEpochMilli(Entries.START);

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void add_reports_areNumberedByKindAndTheNewestKept(DatabaseAddress address) {
        try (FeedbackFixture fixture = new FeedbackFixture(vertx, address, 1)) {
            PgReportStore store = new PgReportStore(fixture.database);
            assertEquals(Optional.empty(), store.latest("a").await());
            for (int i = 1; i <= ReportStore.KEPT + 3; i++) {
                assertEquals(
                        i, store.add("a", TIME, "{\"n\":" + i + "}").await().version());
            }
            StoredReport other = store.add("b", TIME, "{}").await();
            assertEquals(new StoredReport("b", 1, TIME, "{}"), other);
            StoredReport newest = store.latest("a").await().orElseThrow();
            assertEquals(new StoredReport("a", ReportStore.KEPT + 3, TIME, "{\"n\":103}"), newest);
            assertEquals(ReportStore.KEPT, fixture.count("report WHERE kind = 'a'"));
            String endless = "x".repeat(ReportStore.MOST_CHARACTERS + 1);
            assertThrows(IllegalArgumentException.class, () -> store.add("a", TIME, endless));
        }
    }
}
