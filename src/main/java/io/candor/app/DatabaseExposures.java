package io.candor.app;

import io.candor.exposure.ExposedSlate;
import io.candor.exposure.ExposureLog;
import io.candor.exposure.ExposureQuery;
import io.candor.serving.LoggedDraw;
import io.candor.storage.SlateScan;
import java.util.function.Consumer;

/** The joined log in the database, for commands. What each draw might have shown elsewhere is worked out as it is read. */
public final class DatabaseExposures implements ExposureLog {
    private final CandorConfig config;
    private final DataDirectory data;

    public DatabaseExposures(CandorConfig config, DataDirectory data) {
        this.config = config;
        this.data = data;
    }

    @Override
    public long read(ExposureQuery query, Consumer<ExposedSlate> slates) {
        LoggedDraw draws = new LoggedDraw();
        return DatabaseSession.run(
                config, data, database -> SlateScan.run(database, query, draws::propensities, slates));
    }
}
