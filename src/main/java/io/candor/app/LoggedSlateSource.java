package io.candor.app;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.serving.PolicyReplay;
import io.candor.storage.ObservedSlate;
import io.candor.storage.SlateScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The decision log in the database, for commands. Blocks. */
public final class LoggedSlateSource {
    private final CandorConfig config;
    private final DataDirectory data;

    public LoggedSlateSource(CandorConfig config, DataDirectory data) {
        this.config = config;
        this.data = data;
    }

    /**
     * Replays the newest slates.
     *
     * @param placement of the slates, or all
     * @param reward which kind of action earns 1
     * @param most how many slates at most
     * @throws CandorException DATASET_INVALID when none can be replayed; DATABASE_UNAVAILABLE and the like
     */
    public ReplayedLog replay(PolicyReplay policy, Optional<String> placement, Action.Type reward, long most) {
        List<ObservedSlate> slates = new ArrayList<>();
        long read = DatabaseSession.run(
                config, data, database -> SlateScan.run(database, placement, reward, most, slates::add));
        ReplayedLog log = new ReplayedLog(policy);
        slates.forEach(slate -> log.add(slate.decision(), slate.rewarded()));
        if (log.items() == 0) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID,
                    "of " + read + " slates in the log none can be replayed (" + log.degraded() + " degraded, "
                            + log.skipped() + " without a draw that the policy can be tried on)");
        }
        return log;
    }
}
