package io.candor.app;

import io.candor.config.ConfigLoader;
import io.candor.http.BenchRoutes;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** {@code candor serve} with {@link BenchRoutes}, for benchmarks. */
public final class MeasuredMain {
    private MeasuredMain() {}

    /** Arguments: configuration file, data directory. Ends in order when the process is asked to. */
    public static void main(String[] args) {
        HeapSoftLimit.follow();
        CandorConfig config = ConfigLoader.load(CandorConfig.class, Path.of(args[0]), Map.of());
        DataDirectory data = new DataDirectory(Path.of(args[1]));
        Application application = Application.start(config, data, InstantSource.system(), BenchRoutes::mount)
                .await();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> application.stop().await()));
    }
}
