package io.candor.http;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two models, {@code m-2} serving, and a {@code broken} one. */
final class FakeModels implements ModelService {
    private static final Instant THEN = Instant.parse("2024-05-17T08:30:00Z");

    @Override
    public Future<List<ModelStatus>> list() {
        return Future.succeededFuture(List.of(
                status("m-2", true),
                new ModelStatus(
                        "m-1",
                        "import",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.of("items.f32 ends after 12 of 16 bytes"),
                        Map.of())));
    }

    @Override
    public Future<ModelStatus> activate(String version) {
        return switch (version) {
            case "m-1", "m-2" -> Future.succeededFuture(status(version, true));
            case "broken" ->
                Future.failedFuture(
                        new CandorException(ErrorCode.BUNDLE_CORRUPT, "items.f32 has checksum 0a0b0c0d, not 00000000"));
            default ->
                Future.failedFuture(
                        new CandorException(ErrorCode.MODEL_NOT_FOUND, "there is no model \"" + version + "\""));
        };
    }

    @Override
    public Future<ModelStatus> rollback() {
        return activate("m-1");
    }

    private static ModelStatus status(String version, boolean serving) {
        return new ModelStatus(
                version,
                "ials",
                Optional.of(THEN),
                Optional.of(THEN),
                serving,
                serving,
                Optional.empty(),
                Map.of("nDCG@10", 0.25));
    }
}
