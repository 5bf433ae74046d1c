package io.candor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.Item;
import io.candor.math.FactorMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class AttributeMapTrainerTest {
    private static final int DIMS = 6;
    private static final int ITEMS = 400;
    private static final List<String> GENRES = List.of("action", "drama", "comedy", "horror", "war");

    private final SplittableRandom random = new SplittableRandom(3);
    private final float[] ofGenre = new float[GENRES.size() * DIMS];
    private final List<Item> items = new ArrayList<>();
    private final float[] factors = new float[ITEMS * DIMS];
    private final int[] rows = new int[ITEMS];
    private final int[] counts = new int[ITEMS];

    AttributeMapTrainerTest() {
        for (int i = 0; i < ofGenre.length; i++) {
            ofGenre[i] = (float) random.nextGaussian();
        }
        for (int item = 0; item < ITEMS; item++) {
            rows[item] = ITEMS - 1 - item;
            counts[rows[item]] = random.nextInt(1, 100);
            List<String> genres = new ArrayList<>();
            for (int genre = 0; genre < GENRES.size(); genre++) {
                if (random.nextDouble() < 0.4) {
                    genres.add(GENRES.get(genre));
                }
            }
            items.add(item("i" + item, genres, "word" + random.nextInt(1_000)));
            float[] planted = planted(genres);
            for (int d = 0; d < DIMS; d++) {
                factors[rows[item] * DIMS + d] = planted[d] + 0.1f * (float) random.nextGaussian();
            }
        }
    }

    @Test
    void train_factorsThatFollowFromGenres_areFoundForNewItems() {
        AttributeMapTrainer.Result result = train().orElseThrow();
        assertTrue(result.explained() > 0.95, "explains " + result.explained());
        float[] vector = new float[DIMS + 2];
        for (List<String> genres :
                List.of(List.of("war"), List.of("action", "comedy"), List.of("drama", "horror", "war"))) {
            assertTrue(result.map().write(item("new", genres, "unheard"), vector, 2));
            float[] planted = planted(genres);
            for (int d = 0; d < DIMS; d++) {
                assertEquals(planted[d], vector[d + 2], 0.15, genres + " " + d);
            }
        }
    }

    @Test
    void filled_itemsWithoutInteractions_haveTheVectorOfTheirKindAndOthersTheirOwn() {
        for (int i = 0; i < 40; i++) {
            counts[rows[i]] = 0;
            Arrays.fill(factors, rows[i] * DIMS, (rows[i] + 1) * DIMS, 0);
        }
        FactorMatrix filled = train().orElseThrow().filled(items, rows, matrix(), counts);
        for (int i = 0; i < ITEMS; i++) {
            float[] planted = planted(items.get(i).categories());
            for (int d = 0; d < DIMS; d++) {
                float expected = i < 40 ? planted[d] : factors[rows[i] * DIMS + d];
                boolean known = i >= 40 || !items.get(i).categories().isEmpty();
                assertTrue(!known || Math.abs(expected - filled.at(rows[i], d)) < (i < 40 ? 0.2 : 1e-6), "item " + i);
            }
        }
    }

    @Test
    void write_itemWithoutAnyKnownTerm_hasNoVector() {
        float[] vector = {7, 7, 7, 7, 7, 7};
        assertFalse(train().orElseThrow().map().write(Item.ofId("bare"), vector, 0));
        assertEquals(7, vector[0]);
    }

    @Test
    void train_factorsThatFollowFromNothing_givesNoMap() {
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) random.nextGaussian();
        }
        train().ifPresent(result -> assertTrue(result.explained() < 0.05, "explains " + result.explained()));
        assertTrue(AttributeMapTrainer.train(List.of(), new int[0], matrix(), counts, 1)
                .isEmpty());
        Item[] bare = new Item[ITEMS];
        Arrays.setAll(bare, i -> Item.ofId("i" + i));
        assertTrue(AttributeMapTrainer.train(Arrays.asList(bare), rows, matrix(), counts, 1)
                .isEmpty());
    }

    private Optional<AttributeMapTrainer.Result> train() {
        return AttributeMapTrainer.train(items, rows, matrix(), counts, 1);
    }

    private FactorMatrix matrix() {
        return FactorMatrix.ofRows(factors, DIMS);
    }

    private float[] planted(List<String> genres) {
        float[] sum = new float[DIMS];
        Arrays.fill(sum, 0.5f);
        for (String genre : genres) {
            for (int d = 0; d < DIMS; d++) {
                sum[d] += ofGenre[GENRES.indexOf(genre) * DIMS + d];
            }
        }
        return sum;
    }

    private static Item item(String id, List<String> genres, String title) {
        Item bare = Item.ofId(id);
        return new Item(
                id,
                genres,
                bare.creators(),
                bare.publishedAt(),
                bare.price(),
                true,
                bare.availability(),
                bare.seasons(),
                0,
                Map.of("title", new AttributeValue.Text(title)),
                List.of());
    }
}
