package io.candor.model;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.Item;
import io.candor.catalog.TimeWindow;
import io.candor.math.FactorMatrix;
import io.candor.math.FloatColumn;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Tiny valid bundles for tests, a function of their arguments. */
public final class TestBundles {
    private TestBundles() {}

    /**
     * Writes a bundle with items {@code item-0…} and users {@code user-0…}, Gaussian factors, biases, falling popularity,
     * trend and attributes ({@code title}, category {@code c0…c4}, one release a day from 2020 on), but no index; returns
     * its directory.
     */
    public static Path write(Path target, int items, int users, int dims, long seed) throws IOException {
        try (BundleWriter writer = begin(target, items, users, dims, seed)) {
            writer.finish(describe(String.valueOf(target.getFileName())));
        }
        return target;
    }

    /** As {@link #write}, unfinished: so that a test may add an index or change something. */
    public static BundleWriter begin(Path target, int items, int users, int dims, long seed) throws IOException {
        RandomGenerator random = new Random(seed);
        BundleWriter writer = BundleWriter.create(target);
        writer.items(i -> "item-" + i, FactorMatrix.ofRows(gaussian(random, items * dims), dims));
        writer.users(i -> "user-" + i, FactorMatrix.ofRows(gaussian(random, users * dims), dims));
        writer.itemBias(FloatColumn.of(gaussian(random, items)));
        writer.userBias(FloatColumn.of(gaussian(random, users)));
        writer.itemPopularity(FloatColumn.of(falling(items, 1000f)));
        writer.itemTrend(FloatColumn.of(falling(items, 10f)));
        writer.itemAttributes(IntStream.range(0, items).mapToObj(TestBundles::item));
        return writer;
    }

    /** Rewrites the manifest of a bundle, seal included, so that it says to be of another format. */
    public static void claimFormat(Path bundle, int format) throws IOException {
        Path file = bundle.resolve(BundleFiles.MANIFEST);
        String manifest = Files.readString(file);
        String body = manifest.substring(manifest.indexOf('\n') + 1);
        String changed = body.replaceFirst("\"format\" : \\d+", "\"format\" : " + format);
        if (changed.equals(body)) {
            throw new IllegalArgumentException("there is no format to change in " + body);
        }
        byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
        Files.writeString(file, "{\"seal\": \"" + Checksum.of(bytes, 0) + " " + bytes.length + "\",\n" + changed);
    }

    public static ModelDescription describe(String version) {
        return ModelDescription.imported(version, Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Returns what {@link #write} says of an item. */
    public static Item item(int i) {
        return new Item(
                "item-" + i,
                List.of("c" + i % 5),
                List.of("creator-" + i % 7),
                OptionalLong.of(Instant.parse("2020-01-01T00:00:00Z").toEpochMilli() + i * 86_400_000L),
                OptionalDouble.of(i % 50),
                true,
                TimeWindow.ALWAYS,
                List.of(),
                0,
                Map.of("title", new AttributeValue.Text("Title " + i)),
                List.of());
    }

    private static float[] gaussian(RandomGenerator random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] falling(int length, float first) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = first / (i + 1);
        }
        return values;
    }
}
