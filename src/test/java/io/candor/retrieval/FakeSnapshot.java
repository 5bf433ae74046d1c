package io.candor.retrieval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.catalog.CodedItem;
import io.candor.catalog.ColumnsFile;
import io.candor.catalog.IdTable;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import io.candor.model.ModelManifest;
import io.candor.model.ModelSnapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A snapshot that has item factors, a directory and an index description, and nothing else. */
final class FakeSnapshot implements ModelSnapshot {
    private final FactorMatrix items;
    private final Path directory;
    private final JsonNode index;
    private final List<AutoCloseable> resources = new ArrayList<>();

    FakeSnapshot(FactorMatrix items, Path directory, JsonNode index) {
        this.items = items;
        this.directory = directory;
        this.index = index;
    }

    @Override
    public ModelManifest manifest() {
        return new ModelManifest(
                1,
                "test",
                "2026-01-01T00:00:00Z",
                items.dims(),
                items.rows(),
                0,
                "inner_product",
                "import",
                JsonNodeFactory.instance.objectNode(),
                "none",
                "",
                Map.of(),
                index,
                Map.of());
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public FactorMatrix items() {
        return items;
    }

    @Override
    public FactorMatrix users() {
        return FactorMatrix.ofRows(new float[0], items.dims());
    }

    @Override
    public IdTable itemIds() {
        throw new UnsupportedOperationException();
    }

    @Override
    public IdTable userIds() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FloatColumn itemBias() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FloatColumn userBias() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FloatColumn itemPopularity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public FloatColumn itemTrend() {
        throw new UnsupportedOperationException();
    }

    @Override
    public double[] gram() {
        return new double[0];
    }

    @Override
    public Stream<CodedItem> itemAttributes() {
        return Stream.empty();
    }

    @Override
    public Optional<ColumnsFile> itemColumns() {
        return Optional.empty();
    }

    @Override
    public boolean tryRetain() {
        return true;
    }

    @Override
    public void release() {
        resources.forEach(resource -> {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void onClose(AutoCloseable resource) {
        resources.add(resource);
    }
}
