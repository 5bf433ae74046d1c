package io.candor.app;

import io.candor.serving.CurrentModel;
import io.candor.serving.ServingModel;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/** What the process says of itself: whether it is ready, its models, and the JVM with its garbage collection. */
final class ServerMetrics implements AutoCloseable {
    private final JvmGcMetrics collections = new JvmGcMetrics();

    ServerMetrics(PrometheusMeterRegistry registry, CurrentModel models, BooleanSupplier ready) {
        gauge(registry, "candor.ready", "1 when requests should be sent here", ready, r -> r.getAsBoolean() ? 1 : 0);
        gauge(
                registry,
                "candor.catalogue.items",
                "Items of the active model and those it does not know",
                models,
                m -> m.peek().map(model -> model.catalog().size()).orElse(0));
        registry.getPrometheusRegistry().register(new HeldModels(models));
        collections.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    @Override
    public void close() {
        collections.close();
    }

    static <T> void gauge(
            MeterRegistry registry, String name, String description, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value)
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    static <T> void counter(
            MeterRegistry registry, String name, String description, T source, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, source, value).description(description).register(registry);
    }

    /** The versions that are held now, and the one that serves: {@code candor_model_serving}. */
    private record HeldModels(CurrentModel models) implements Collector {
        private static final String NAME = "candor_model_serving";

        @Override
        public GaugeSnapshot collect() {
            GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder()
                    .name(NAME)
                    .help("1 for the model that serves, 0 for those held beside it for experiments and placements");
            models.peek().ifPresent(model -> snapshot.dataPoint(point(model, 1)));
            models.beside().values().forEach(model -> snapshot.dataPoint(point(model, 0)));
            return snapshot.build();
        }

        @Override
        public String getPrometheusName() {
            return NAME;
        }

        private static GaugeDataPointSnapshot point(ServingModel model, double value) {
            return GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("version", model.version()))
                    .value(value)
                    .build();
        }
    }
}
