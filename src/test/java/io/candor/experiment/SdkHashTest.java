package io.candor.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Front-ends that bucket by these SDKs find the same arm. */
class SdkHashTest {
    @Test
    void growthbook_vectorsOfItsSpecification_equal() {
        JsonNode rows = Golden.of("growthbook_hash_vectors").path("rows");
        assertEquals(14, rows.size());
        for (JsonNode row : rows) {
            String seed = row.get(0).textValue();
            String value = row.get(1).textValue();
            double hash = row.get(2).intValue() == 1
                    ? UnitHash.growthbookNamespace(seed, value) / 1_000.0
                    : UnitHash.growthbook(seed, value) / 10_000.0;
            assertEquals(row.get(3).doubleValue(), hash, 1e-12, row.toString());
        }
    }

    @Test
    void planout_vectors_equal() {
        JsonNode rows = Golden.of("planout_style_vectors").path("rows");
        assertEquals(4, rows.size());
        for (JsonNode row : rows) {
            double value = UnitHash.planout(
                    row.get(0).textValue(), row.get(1).textValue(), row.get(2).textValue());
            assertEquals(row.get(3).doubleValue(), value, 1e-15, row.toString());
        }
    }

    @Test
    void parts_growthbookRanges_equal() {
        JsonNode rows = Golden.of("growthbook_bucket_ranges");
        assertEquals(13, rows.size());
        for (JsonNode row : rows) {
            JsonNode given = row.get(1);
            List<SdkLayout.Part> parts =
                    SdkLayout.parts(given.get(0).intValue(), given.get(1).doubleValue(), Golden.doubles(given.get(2)));
            assertEquals(row.get(2).size(), parts.size());
            for (int i = 0; i < parts.size(); i++) {
                assertEquals(
                        row.get(2).get(i).get(0).doubleValue(), parts.get(i).from(), 1e-9, row.toString());
                assertEquals(
                        row.get(2).get(i).get(1).doubleValue(), parts.get(i).to(), 1e-9, row.toString());
            }
        }
    }

    @Test
    void arm_growthbookChoices_equal() {
        JsonNode rows = Golden.of("growthbook_choose_variation");
        assertEquals(13, rows.size());
        for (JsonNode row : rows) {
            List<BucketRange> ranges = new ArrayList<>();
            for (JsonNode range : row.get(2)) {
                SdkLayout.Part part = new SdkLayout.Part(
                        range.get(0).doubleValue(), range.get(1).doubleValue());
                ranges.add(SdkLayout.growthbookRange(part, Integer.toString(ranges.size())));
            }
            int bucket = (int) Math.round(row.get(1).doubleValue() * 10_000) * 1_000;
            String arm = new Allocation(List.of(), ranges).arm(bucket);
            assertEquals(row.get(3).intValue(), arm.isEmpty() ? -1 : Integer.parseInt(arm), row.toString());
        }
    }

    @Test
    void growthbookRange_boundaryThatRoundsUp_comparesAsTheSdkDoes() {
        double boundary = 0.1 + 0.2;
        BucketRange range = SdkLayout.growthbookRange(new SdkLayout.Part(0, boundary), "a");
        assertEquals(3001 * 1_000, range.to(), "0.3 lies below 0.30000000000000004");
    }

    @Test
    void bucketer_sdkHashes_useSaltAndIdAlone() {
        Bucketer growthbook = Bucketer.ofExperiment(
                Documents.document("{'id':'e','salt':'foo','hashing':'growthbook','variants':[{'id':'a'}]}")
                        .bucketing());
        assertEquals(2_575_000, growthbook.bucket("ab", 0));
        Bucketer planout =
                Bucketer.ofExperiment(Documents.document("{'id':'exp1','hashing':'planout','variants':[{'id':'a'}]}")
                        .bucketing());
        assertEquals(2_447_285, planout.bucket("u2", 0));
        assertEquals(1_012, Bucketer.ofLayer(Hashing.PLANOUT, "ns").segment("42", 0));
    }
}
