package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.candor.event.Event;
import io.candor.event.Subject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class FeedbackRetentionIT {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();
    private static final Subject ANN = Subject.user("ann");
    private static final FeedbackConfig TEN_DAYS =
            new FeedbackConfig(5000, 1000, new RetentionConfig(Duration.ofDays(10), Duration.ofDays(20)));

    private final Vertx vertx = Vertx.vertx();
    private FeedbackFixture one;
    private FeedbackFixture two;

    @BeforeEach
    void open(DatabaseAddress address) {
        one = new FeedbackFixture(vertx, address, 1, TEN_DAYS);
        two = new FeedbackFixture(vertx, address, 2, TEN_DAYS);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        vertx.close().await();
    }

    private List<String> partitions(String table) {
        return one
                .rows("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = '" + table
                        + "'::regclass ORDER BY 1")
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static void decide(FeedbackFixture process, int id, long day) {
        process.project(Entries.decision(id, ANN, Entries.START + day * DAY_MILLIS, 2));
    }

    @Test
    void maintain_firstTime_makesPartitionsAndMovesStrayRowsIntoThem() {
        decide(one, 1, 0);
        decide(one, 2, 2);
        decide(one, 3, 3);
        assertEquals(3, one.store.status().await().stray());
        one.store.maintain(DAY).await();
        assertEquals(
                List.of("decision_default", "decision_p20260301", "decision_p20260302", "decision_p20260303"),
                partitions("decision"));
        assertEquals(4, partitions("impression").size());
        decide(two, 4, 2);
        assertEquals(1, one.count("decision_p20260301"));
        assertEquals(2, one.count("decision_p20260303"));
        assertEquals(4, one.count("impression_p20260303"));
        assertEquals(1, one.count("decision_default"));
        decide(two, 2, 2);
        assertEquals(4, one.count("decision"));
        assertEquals(8, one.count("impression"));
    }

    @Test
    void maintain_daysPass_dropsWhatIsPastItsRetention() {
        decide(one, 1, -50);
        decide(one, 2, 400_000);
        for (int day = 0; day < 15; day++) {
            one.store.maintain(DAY.plusDays(day)).await();
            decide(one, 10 + day, day);
        }
        List<String> expected = new ArrayList<>(List.of("impression_default"));
        for (int day = 4; day <= 16; day++) {
            expected.add("impression_p" + DAY.plusDays(day).toString().replace("-", ""));
        }
        assertEquals(expected, partitions("impression"));
        assertEquals(12, one.count("decision"));
        assertEquals(24, one.count("impression"));
        assertEquals(1, one.store.status().await().stray());
    }

    @Test
    void maintain_clockFarAhead_dropsNothingThatIsNew() {
        LocalDate today =
                one.rows("SELECT (now() AT TIME ZONE 'UTC')::date").getFirst().getLocalDate(0);
        one.store.maintain(today).await();
        one.store.maintain(today.plusYears(50)).await();
        assertEquals(5, partitions("decision").size());
    }

    @Test
    void maintain_severalProcessesAtOnce_agree() {
        List<Future<Void>> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            runs.add(one.store.maintain(DAY));
            runs.add(two.store.maintain(DAY.plusDays(1)));
        }
        Future.all(runs).await();
        assertEquals(5, partitions("decision").size());
    }

    @Test
    void maintain_aReportHoldsThePartition_isLeftForTheNextTime() {
        one.store.maintain(DAY).await();
        SqlConnection report = two.database.pool().getConnection().await();
        report.query("BEGIN; SELECT FROM decision_p20260301").execute().await();
        Future<Void> blocked = one.store.maintain(DAY.plusDays(11));
        assertEquals(
                "the database cannot do this now",
                blocked.transform(done -> Future.succeededFuture(
                                String.valueOf(done.cause().getMessage())))
                        .await());
        decide(one, 1, 0);
        report.query("COMMIT").execute().await();
        report.close().await();
        one.store.maintain(DAY.plusDays(11)).await();
        assertEquals(0, one.count("decision WHERE ts < '2026-03-02'"));
    }

    @Test
    void maintain_eventsPastTheirRetention_areDeleted() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            events.add(Entries.click(i, ANN, Entries.START + i * DAY_MILLIS));
        }
        one.project(events);
        one.store.maintain(DAY.plusDays(30)).await();
        assertEquals(events.subList(10, 40), one.store.eventsOf(ANN).await());
    }
}
