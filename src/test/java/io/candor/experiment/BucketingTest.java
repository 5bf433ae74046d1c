package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.event.Subject;
import io.candor.math.SpecialFunctions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buckets are uniform, independent and for ever the same. Unit ids are fixed, so every p-value is a constant. */
class BucketingTest {
    private static final double IMPLAUSIBLE = 1e-4;

    @ParameterizedTest
    @EnumSource(Hashing.class)
    void bucket_consecutiveIds_uniform(Hashing hashing) {
        int units = hashing == Hashing.CANDOR ? 1_000_000 : 200_000;
        Bucketer bucketer = new Bucketer(hashing, "salt", UnitHash.experimentSalt("salt"));
        int[] counts = new int[100];
        int[] segments = new int[100];
        for (int u = 0; u < units; u++) {
            Subject subject = Subject.user("user-" + u);
            counts[
                    (int) ((long) bucketer.bucket(subject.id(), subject.hash())
                            * counts.length
                            / BucketRange.BUCKETS)]++;
            segments[bucketer.segment(subject.id(), subject.hash()) / 100]++;
        }
        assertUniform(counts);
        assertUniform(segments);
    }

    @Test
    void bucket_finestGrain_uniform() {
        Bucketer bucketer = Bucketer.ofLayer(Hashing.CANDOR, "layer");
        int[] counts = new int[SegmentRange.SEGMENTS];
        for (int u = 0; u < 500_000; u++) {
            Subject subject = Subject.session(Integer.toHexString(u));
            counts[bucketer.segment(subject.id(), subject.hash())]++;
        }
        assertUniform(counts);
    }

    /** Every pair of: two layers' segments, the buckets of an experiment in each, and one with the layer's name as its salt. */
    @Test
    void bucket_differentSalts_independent() {
        long[] salts = {
            UnitHash.layerSalt("a"),
            UnitHash.layerSalt("b"),
            UnitHash.experimentSalt("x1"),
            UnitHash.experimentSalt("x2"),
            UnitHash.experimentSalt("a"),
        };
        int cells = 16;
        int[][] joint = new int[salts.length * salts.length][cells * cells];
        for (int u = 0; u < 200_000; u++) {
            long hash = Subject.user(Integer.toString(u)).hash();
            int[] cell = Arrays.stream(salts)
                    .mapToInt(salt -> UnitHash.scaled(UnitHash.candor(hash, salt), cells))
                    .toArray();
            for (int i = 0; i < salts.length; i++) {
                for (int j = 0; j < i; j++) {
                    joint[i * salts.length + j][cell[i] * cells + cell[j]]++;
                }
            }
        }
        for (int i = 0; i < salts.length; i++) {
            for (int j = 0; j < i; j++) {
                assertUniform(joint[i * salts.length + j]);
            }
        }
    }

    /** These numbers stand in stored experiments: a change of the hash would move everybody. */
    @Test
    void bucket_knownUnits_neverChange() {
        Bucketer arms = new Bucketer(Hashing.CANDOR, "floor", UnitHash.experimentSalt("floor"));
        Bucketer layer = Bucketer.ofLayer(Hashing.CANDOR, "ranking");
        List<Subject> subjects =
                List.of(Subject.user("1"), Subject.user("ada"), Subject.session("ada"), Subject.user("Zoë"));
        assertEquals(
                List.of(7_158_119, 7_687_854, 8_864_987, 4_744_699),
                subjects.stream().map(s -> arms.bucket(s.id(), s.hash())).toList());
        assertEquals(
                List.of(5_594, 6_719, 192, 4_127),
                subjects.stream().map(s -> layer.segment(s.id(), s.hash())).toList());
    }

    @Test
    void assign_sameUnitInNewSnapshot_sameArm() {
        String[] documents = {
            "{'id':'a','layer':'one','enabled':true,'variants':[{'id':'x'},{'id':'y'}]}",
            "{'id':'b','layer':'two','enabled':true,'variants':[{'id':'x'},{'id':'y'}]}"
        };
        Experiments first = Documents.running(documents);
        Experiments replica = Experiments.of(
                Documents.allotted(documents).reversed().stream()
                        .map(ExperimentCodec::encode)
                        .map(ExperimentCodec::decode)
                        .toList(),
                List.of("home"));
        for (int u = 0; u < 2_000; u++) {
            Subject subject = Subject.user("u" + u);
            assertEquals(variants(first, subject), variants(replica, subject));
            assertEquals(2, variants(first, subject).size());
        }
    }

    private static Map<String, String> variants(Experiments experiments, Subject subject) {
        return experiments
                .assign("home", subject, subject.hash(), Map.of(), Map.of(), 0)
                .variants();
    }

    private static void assertUniform(int[] counts) {
        double expected = Arrays.stream(counts).sum() / (double) counts.length;
        double chiSquare = Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
        double p = SpecialFunctions.chiSquareTail(chiSquare, counts.length - 1);
        assertTrue(p > IMPLAUSIBLE && p < 1 - IMPLAUSIBLE, "p " + p);
    }
}
