package io.candor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.CodedItem;
import io.candor.catalog.Item;
import io.candor.catalog.ItemCodec;
import io.candor.catalog.TimeWindow;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttributeLinesTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4095, 4096, 4097, 10_000})
    void items_anyNumberOfLines_areThereInOrder(int count) {
        List<Item> expected =
                IntStream.range(0, count).mapToObj(TestBundles::item).toList();
        byte[] lines = lines(expected);
        assertEquals(expected, read(lines));
        byte[] withoutLastBreak =
                new String(lines, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8);
        assertEquals(expected, read(withoutLastBreak));
    }

    @Test
    void items_readByIterator_areTheSame() {
        List<Item> expected =
                IntStream.range(0, 5000).mapToObj(TestBundles::item).toList();
        Stream<Item> items =
                AttributeLines.items(MemorySegment.ofArray(lines(expected))).map(CodedItem::item);
        int[] next = {0};
        items.iterator().forEachRemaining(item -> assertEquals(expected.get(next[0]++), item));
        assertEquals(5000, next[0]);
    }

    @Test
    void items_longLinesAndShortOnes_keepTheirBytes() {
        String text = "x".repeat(4000);
        Map<String, AttributeValue> many = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            many.put("a" + i, new AttributeValue.Text(text));
        }
        List<Item> expected = IntStream.range(0, 60)
                .mapToObj(i -> i % 3 == 0 ? withAttributes("long-" + i, many) : TestBundles.item(i))
                .toList();
        List<CodedItem> read =
                AttributeLines.items(MemorySegment.ofArray(lines(expected))).toList();
        assertEquals(expected, read.stream().map(CodedItem::item).toList());
        for (CodedItem coded : read) {
            assertArrayEquals(ItemCodec.encode(coded.item()), coded.json());
        }
    }

    @Test
    void items_lineThatIsNoItem_isRefused() {
        byte[] bad = "{\"id\":\"a\"}\n{\"id\":\n".getBytes(StandardCharsets.UTF_8);
        CandorException refused = assertThrows(CandorException.class, () -> read(bad));
        assertEquals(ErrorCode.MALFORMED_JSON, refused.code());
    }

    private static Item withAttributes(String id, Map<String, AttributeValue> attributes) {
        return new Item(
                id,
                List.of(),
                List.of(),
                OptionalLong.empty(),
                OptionalDouble.empty(),
                true,
                TimeWindow.ALWAYS,
                List.of(),
                0,
                attributes,
                List.of());
    }

    private static List<Item> read(byte[] lines) {
        return AttributeLines.items(MemorySegment.ofArray(lines))
                .map(CodedItem::item)
                .toList();
    }

    private static byte[] lines(List<Item> items) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Item item : items) {
            bytes.writeBytes(ItemCodec.encode(item));
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }
}
