package io.candor.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.debiasing.PositionBias;
import io.candor.storage.PgReportStore;
import io.candor.storage.StoredReport;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The reports in the database, for commands. Blocks. */
public final class ReportArchive {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CandorConfig config;
    private final DataDirectory data;

    public ReportArchive(CandorConfig config, DataDirectory data) {
        this.config = config;
        this.data = data;
    }

    /** Keeps a report as the next version of its kind; returns which one that is. */
    public long add(String kind, JsonNode document) {
        Instant now = InstantSource.system().instant();
        return DatabaseSession.run(
                        config, data, database -> new PgReportStore(database).add(kind, now, document.toString()))
                .version();
    }

    /** Returns the newest of a kind. */
    public Optional<JsonNode> latest(String kind) {
        Optional<StoredReport> stored =
                DatabaseSession.run(config, data, database -> new PgReportStore(database).latest(kind));
        return stored.map(report -> {
            try {
                return JSON.readTree(report.document());
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns the position bias of the newest report on it; {@link PositionBias#NONE} when there is none. */
    public PositionBias positionBias() {
        return latest(StoredReport.POSITION_BIAS).map(PositionBias::read).orElse(PositionBias.NONE);
    }
}
