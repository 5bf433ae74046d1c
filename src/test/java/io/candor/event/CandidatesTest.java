package io.candor.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.event.Decision.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {
    private static final List<Candidate> THREE = List.of(
            new Candidate("tt1", 0.5f, -1.5f), new Candidate("überraschung", 0.25f, 2f), new Candidate("", -3f, 0f));

    @Test
    void forEachDrawn_anyCandidates_passesOnWhatTheListHas() {
        List<Candidate> drawn = new ArrayList<>();
        Candidates.of(THREE)
                .forEachDrawn((score, logit) ->
                        drawn.add(new Candidate(THREE.get(drawn.size()).item(), score, logit)));
        assertEquals(THREE, drawn);
    }

    @Test
    void indicesOf_candidatesAndOthers_areTheirPlacesAndMinusOne() {
        Candidates candidates = Candidates.of(THREE);
        assertArrayEquals(new int[] {1, 2, -1, 0}, candidates.indicesOf(List.of("überraschung", "", "tt", "tt1")));
        assertArrayEquals(new int[] {-1}, Candidates.NONE.indicesOf(List.of("tt1")));
    }

    @Test
    void read_idThatIsNoText_isRefused() {
        byte[] encoded = new EntryOutput(16)
                .varint(1)
                .text(new byte[] {'a', (byte) 0xff}, 2)
                .f32(0)
                .f32(0)
                .toBytes();
        assertThrows(IllegalArgumentException.class, () -> Candidates.read(new EntryInput(encoded)));
    }

    @Test
    void read_bytesThatEndInsideAnId_areRefused() {
        byte[] encoded = new EntryOutput(16).varint(1).varint(40).i64(0).toBytes();
        assertThrows(IllegalArgumentException.class, () -> Candidates.read(new EntryInput(encoded)));
    }
}
