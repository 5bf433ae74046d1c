package io.candor.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TruthTest {
    @TempDir
    private Path directory;

    @Test
    void error_curvesOfAnotherScale_areComparedRelativeToTheFirst() {
        assertEquals(0, Truth.error(List.of(.8, .4, .2), List.of(1.0, .5, .25)), 1e-12);
        assertEquals(Math.sqrt((.01 + .04) / 2), Truth.error(List.of(1.0, .5, .3), List.of(2.0, 1.2, .2)), 1e-12);
    }

    @Test
    void write_world_isReadAgain() throws Exception {
        World world = new World(new WorldSettings(1, 7, 12, 3, 0.5, 0, 0));
        new Truth(world, ClickModel.positionBased(), 10).write(directory);
        List<Double> theta = Truth.relativeExamination(directory);
        assertEquals(10, theta.size());
        assertEquals(.61 / .68, theta.get(1), 1e-12);
        List<String> grades = Files.readAllLines(directory.resolve("grades.txt"));
        assertEquals(7, grades.size());
        for (int item = 0; item < 12; item++) {
            int grade = grades.get(3).charAt(item) - '0';
            assertEquals(world.grade(world.taste(3, 0), world.itemId(item)), grade);
        }
        assertTrue(Files.readString(directory.resolve("truth.json")).contains("\"alpha\""));
    }
}
