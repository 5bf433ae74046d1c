package io.candor.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TextRatingsTest {
    private static final List<String> TWO = List.of("u1 i1 3.5 881250949000", "u2 i2 4.0 891717742000");

    @TempDir
    private Path directory;

    private RatingFiles files = new RatingFiles(Path.of(""));

    @BeforeEach
    void writeThere() {
        files = new RatingFiles(directory);
    }

    @Test
    void read_everySeparator_givesTheSameRows() throws IOException {
        check("tab-separated", "u1\ti1\t3.5\t881250949\nu2\ti2\t4\t891717742\n");
        check("double-colon-separated", "u1::i1::3.5::881250949\nu2::i2::4::891717742\n");
        check("comma-separated", "u1,i1,3.5,881250949\nu2,i2,4,891717742");
        check("semicolon-separated", "u1;i1;3.5;881250949\nu2;i2;4;891717742\n");
    }

    @Test
    void read_header_saysWhichFieldIsWhat() throws IOException {
        check("comma-separated", "userId,movieId,rating,timestamp\nu1,i1,3.5,881250949\nu2,i2,4,891717742\n");
        check("comma-separated", "ts,x,Product ID,User_Id,Score\n881250949,a,i1,u1,3.5\n891717742,b,i2,u2,4\n");
        check("tab-separated", "rating\ttime\titem\tuser\n3.5\t881250949\ti1\tu1\n4\t891717742\ti2\tu2\n");
    }

    @Test
    void read_byteOrderMarkCarriageReturnsAndBlankLines_changeNothing() throws IOException {
        String content = "\uFEFFuser,item,rating,time\r\n\r\nu1,i1,3.5,881250949\r\nu2,i2,4,891717742\r\n\r\n";
        check("comma-separated", content);
        check("tab-separated", "\uFEFFu1\ti1\t3.5\t881250949\r\nu2\ti2\t4\t891717742");
    }

    @Test
    void read_quotedFields_mayHoldSeparatorsAndQuotes() throws IOException {
        RatingsData data = files.read("user,item,rating\n\"a, b\",\"the \"\"best\"\"\",\"2\"\nc,d,3\n");

        assertEquals(List.of("a, b the \"best\" 2.0 -", "c d 3.0 -"), RatingFiles.rows(data.interactions()));
    }

    @Test
    void read_quoteInTabSeparatedText_isAnOrdinaryCharacter() throws IOException {
        RatingsData data = files.read("u1\t\"odd\t2\nu2\tit\"em\t3\n");

        assertEquals(List.of("u1 \"odd 2.0 -", "u2 it\"em 3.0 -"), RatingFiles.rows(data.interactions()));
    }

    @Test
    void read_fewerColumns_meansNoTimeAndValueOne() throws IOException {
        assertEquals(
                List.of("u1 i1 5.0 -"), RatingFiles.rows(files.read("u1,i1,5\n").interactions()));
        assertEquals(
                List.of("u1 i1 1.0 -"), RatingFiles.rows(files.read("u1,i1\n").interactions()));
        assertEquals(
                List.of("u1 i1 1.0 -", "u2 i2 2.0 1000"),
                RatingFiles.rows(files.read("u1,i1,,\nu2,i2,2,1\n").interactions()));
    }

    @Test
    void read_spacesAroundFields_areNotPartOfThem() throws IOException {
        check("comma-separated", "user, item, rating, time\n u1 , i1 , 3.5 , 881250949\nu2,i2 ,4, 891717742 \n");
    }

    @Test
    void read_badLines_costThoseLinesOnlyAndAreNamed() throws IOException {
        RatingsData data = files.read(
                "u1,i1,3.5,881250949\n" // 1
                        + "u9,i9\n" // 2
                        + ",i9,3,1\n" // 3
                        + "u9,,3,1\n" // 4
                        + "u9,i9,good,1\n" // 5
                        + "u9,i9,NaN,1\n" // 6
                        + "u9,i9,1e39,1\n" // 7
                        + "u9,i9,3,yesterday\n" // 8
                        + "x".repeat(300) + ",i9,3,1\n" // 9
                        + "u2,i2,4,891717742,and more\n"); // 10

        assertEquals(TWO, RatingFiles.rows(data.interactions()));
        assertEquals(2, data.report().rows());
        assertEquals(8, data.report().badRows());
        List<String> samples =
                data.report().samples().stream().map(Object::toString).toList();
        assertEquals("line 2: 2 fields where 4 were expected", samples.get(0));
        assertTrue(samples.get(1).startsWith("line 3: user id "), samples.get(1));
        assertTrue(samples.get(2).startsWith("line 4: item id "), samples.get(2));
        assertEquals("line 5: value \"good\" is not a finite number", samples.get(3));
        assertEquals("line 6: value \"NaN\" is not a finite number", samples.get(4));
        assertEquals("line 7: value \"1e39\" is not a finite number", samples.get(5));
        assertEquals("line 8: time \"yesterday\" is neither a number nor an ISO-8601 date", samples.get(6));
        assertTrue(samples.get(7).startsWith("line 9: user id "), samples.get(7));
        assertEquals(2, data.interactions().users().size(), "ids of bad lines are not learnt");
    }

    @Test
    void read_starsAndWeightBesideTheValue_areRatingAndWeightOfTheRow() throws IOException {
        RatingsData data = files.read("""
                user,item,value,timestamp,stars,pair_weight
                u1,i1,2.61,1,4.5,2
                u1,i2,0.1,1,,
                u1,i3,1,1,many,1
                u1,i4,1,1,4,0
                """);
        Interactions rows = data.interactions();
        assertEquals(2, rows.size());
        assertEquals(4.5f, rows.rating(0));
        assertEquals(2, rows.weight(0));
        assertTrue(Float.isNaN(rows.rating(1)), "nothing was said");
        assertEquals(1, rows.weight(1));
        List<String> samples =
                data.report().samples().stream().map(Object::toString).toList();
        assertEquals("line 4: stars \"many\" is not a finite number", samples.get(0));
        assertEquals("line 5: weight \"0\" is not a number above 0", samples.get(1));
    }

    @Test
    void read_starsOrWeightAlone_areTheValueAndTheWeightOfIt() throws IOException {
        Interactions stars = files.read("user,item,stars\nu1,i1,4\n").interactions();
        assertEquals(4, stars.value(0));
        assertEquals(4, stars.rating(0));
        Interactions weighted =
                files.read("user,item,rating,pair_weight\nu1,i1,4,3\n").interactions();
        assertEquals(4, weighted.rating(0));
        assertEquals(3, weighted.weight(0));
    }

    @Test
    void read_manyBadLines_keepsTheFirstFewAndCountsAll() throws IOException {
        RatingsData data = files.read("u1,i1,1\n" + "u,i,x\n".repeat(1_000));

        assertEquals(1_000, data.report().badRows());
        assertEquals(ReadReport.MAX_SAMPLES, data.report().samples().size());
    }

    @Test
    void read_quoteThatIsNeverClosed_isNamedAndKeepsWhatWasBefore() throws IOException {
        RatingsData data =
                files.read("u1,i1,3.5,881250949\nu2,i2,4,891717742\nu3,\"i3,1,1\n" + "u4,i4,1,1\n".repeat(99));

        assertEquals(TWO, RatingFiles.rows(data.interactions()));
        assertTrue(
                data.report().samples().getFirst().toString().startsWith("line 3: "),
                data.report().samples().toString());
    }

    @Test
    void read_bytesThatAreNotUtf8_areABadLine() throws IOException {
        byte[] bytes = "u1,i1,3.5,881250949\nu?,i9,1,1\nu2,i2,4,891717742\n".getBytes(StandardCharsets.UTF_8);
        bytes[21] = (byte) 0xe9;

        RatingsData data = files.read(bytes);

        assertEquals(TWO, RatingFiles.rows(data.interactions()));
        assertEquals(
                "line 2: user id is not valid UTF-8",
                data.report().samples().getFirst().toString());
    }

    @Test
    void read_nothingUsable_isRefusedWithTheFirstComplaints() throws IOException {
        for (String content : List.of("", "\n\n", "\uFEFF", "user,item,rating\n", "hello\n", "1 2 3\n", "u,i,x\n")) {
            CandorException refusal = files.refusal(content);
            assertEquals(ErrorCode.DATASET_INVALID, refusal.code(), content);
            assertTrue(refusal.describe().contains("no usable row"), refusal.describe());
        }
        assertTrue(files.refusal("u,i,x\n").describe().contains("line 1: value \"x\""));
    }

    @Test
    void read_gzip_isUnpackedWhateverItsName() throws IOException {
        Path file = files.gzipped("u1,i1,3.5,881250949\nu2,i2,4,891717742\n");
        Files.move(file, directory.resolve("odd.name"));

        assertEquals(
                TWO,
                RatingFiles.rows(
                        RatingsReader.read(directory.resolve("odd.name")).interactions()));
    }

    @Test
    void read_gzipCutShortOrDamaged_isRefusedAsData() throws IOException {
        byte[] whole = Files.readAllBytes(files.gzipped("u1,i1,3.5,881250949\nu2,i2,4,891717742\n".repeat(5_000)));
        for (int length = 2; length < whole.length; length += 41) {
            Path file = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(whole, length));
            CandorException refusal = assertThrows(CandorException.class, () -> RatingsReader.read(file));
            assertEquals(ErrorCode.DATASET_INVALID, refusal.code());
        }
        whole[whole.length - 6] ^= 1;
        Path file = Files.write(directory.resolve("damaged.gz"), whole);
        assertEquals(
                ErrorCode.DATASET_INVALID,
                assertThrows(CandorException.class, () -> RatingsReader.read(file))
                        .code());
    }

    @Test
    void read_missingFileOrDirectory_isRefusedByName() {
        for (Path file : List.of(directory.resolve("absent.csv"), directory)) {
            CandorException refusal = assertThrows(CandorException.class, () -> RatingsReader.read(file));
            assertEquals(ErrorCode.DATASET_INVALID, refusal.code());
            assertTrue(refusal.describe().contains(file.toString()), refusal.describe());
        }
    }

    private void check(String format, String content) throws IOException {
        RatingsData data = files.read(content);
        assertEquals(format, data.report().format());
        assertEquals(TWO, RatingFiles.rows(data.interactions()), content);
        assertEquals(List.of(), data.report().samples());
        assertEquals(0, data.report().badRows());
    }
}
