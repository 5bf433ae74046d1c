package io.candor.broken.ranking;

import com.netflix.concurrency.limits.Limit;
import io.github.bucket4j.Bucket;
import io.github.jbellis.jvector.vector.VectorSimilarityFunction;
import io.netty.buffer.ByteBuf;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import me.tongfei.progressbar.ProgressBar;
import org.apache.parquet.schema.MessageType;
import org.ejml.data.DMatrixRMaj;
import org.knowm.xchart.XYChart;
import picocli.CommandLine;

/** Uses the libraries that are confined to other packages. */
public record UsesEveryLibrary(
        Future<String> vertx,
        ByteBuf netty,
        Bucket bucket4j,
        Limit limit,
        DMatrixRMaj ejml,
        Span opentelemetry,
        VectorSimilarityFunction jvector,
        MessageType parquet,
        CommandLine picocli,
        ProgressBar progressbar,
        XYChart xchart) {}
