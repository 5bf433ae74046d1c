package io.candor.exploration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plackett–Luce of five items and three slots, against numbers that another program found by enumeration. */
class GoldenSlatesTest {
    /** Logits such as 0.3 are no floats; half a unit in the last place of 1.5 is 6e-8. */
    private static final double FLOAT_LOGITS = 2e-7;

    private static final double QUADRATURE = 1e-6;
    private static final ExplorationConfig CONFIG = Slates.config(Policy.PLACKETT_LUCE, 0);

    private final JsonNode golden = read();

    @ParameterizedTest
    @ValueSource(strings = {"behavior", "target"})
    void assess_examples_agree(String name) {
        double tolerance = name.equals("behavior") ? 1e-9 : FLOAT_LOGITS;
        SlateDraw draw = new SlateDraw();
        for (JsonNode example : golden.get("examples")) {
            int[] slate = new int[3];
            for (int k = 0; k < 3; k++) {
                slate[k] = example.get("slate").get(k).intValue();
            }
            new Explorer().assess(CONFIG, pool(name), PageState.FIRST, slate, draw);
            for (int k = 0; k < 3; k++) {
                assertEquals(
                        example.get("cond_" + name).get(k).doubleValue(), Math.exp(draw.lnConditional(k)), tolerance);
            }
            assertEquals(example.get("joint_" + name).doubleValue(), Math.exp(draw.lnJoint()), tolerance);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"behavior", "target"})
    void vectors_everyItem_agree(String name) {
        double[] found = new double[15];
        new Marginals().vectors(CONFIG, pool(name), PageState.FIRST, new int[] {0, 1, 2, 3, 4}, 5, found);
        for (int i = 0; i < 5; i++) {
            for (int k = 0; k < 3; k++) {
                double expected = golden.get(name + "_marginals").get(i).get(k).doubleValue();
                assertEquals(expected, found[i * 3 + k], QUADRATURE);
            }
        }
    }

    @Test
    void inclusion_everyItem_agrees() {
        for (int i = 0; i < 5; i++) {
            assertEquals(
                    golden.get("behavior_inclusion").get(i).doubleValue(),
                    new Marginals().inclusion(CONFIG, pool("behavior"), PageState.FIRST, i),
                    QUADRATURE);
        }
    }

    private DrawPool pool(String name) {
        DrawPool pool = new DrawPool(5);
        pool.reset(3, 0);
        for (JsonNode logit : golden.get(name + "_logits")) {
            pool.add(0, logit.floatValue());
        }
        return pool;
    }

    private static JsonNode read() {
        try (InputStream in =
                Objects.requireNonNull(GoldenSlatesTest.class.getResourceAsStream("/exploration/plackett-luce.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
