package io.candor.verticle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import io.candor.catalog.CatalogConfig;
import io.candor.retrieval.RetrievalConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads a bundle twice, the way the server does, and writes what that took as JSON: a process of its own, so that the first load
 * finds nothing compiled, as at the start of a server; the second is a swap in a server that runs.
 */
final class ModelLoad {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ArrayNode phases = JsonNodeFactory.instance.arrayNode();
    private long wall;
    private long cpu;

    private ModelLoad() {}

    /**
     * Measures.
     *
     * @param args the bundle, and the file to write
     */
    public static void main(String... args) throws IOException {
        GenerationLoader loader = new GenerationLoader(
                RetrievalConfig.defaults(),
                CatalogConfig.defaults(),
                ModelsConfig.defaults().warmSearches());
        long before = usedHeap();
        ArrayNode loads = JsonNodeFactory.instance.arrayNode();
        for (int load = 0; load < 2; load++) {
            ModelLoad one = new ModelLoad();
            Generation generation = one.run(loader, Path.of(args[0]));
            ObjectNode node = loads.addObject().put("heap_growth_bytes", usedHeap() - before);
            node.set("phases", one.phases);
            generation.model().release();
        }
        Files.write(Path.of(args[1]), new ObjectMapper().writeValueAsBytes(loads));
    }

    private Generation run(GenerationLoader loader, Path bundle) {
        wall = System.nanoTime();
        cpu = PROCESS.getProcessCpuTime();
        return loader.load(bundle, List.of(), this::end);
    }

    private void end(String phase) {
        long wallNow = System.nanoTime();
        long cpuNow = PROCESS.getProcessCpuTime();
        phases.addObject()
                .put("phase", phase)
                .put("wall_millis", (wallNow - wall) / 1e6)
                .put("cpu_millis", (cpuNow - cpu) / 1e6);
        wall = wallNow;
        cpu = cpuNow;
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
