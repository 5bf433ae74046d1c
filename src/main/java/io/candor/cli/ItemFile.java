package io.candor.cli;

import io.candor.catalog.Item;
import io.candor.catalog.ItemCodec;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads item attributes, one JSON object a line. */
final class ItemFile {
    private ItemFile() {}

    static List<Item> read(Path file) {
        List<Item> items = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    items.add(ItemCodec.decode(line.getBytes(StandardCharsets.UTF_8)));
                }
            }
            return items;
        } catch (CandorException e) {
            throw new CandorException(
                    ErrorCode.IMPORT_INVALID, file + ", line " + number + ": " + e.describe(), e.violations());
        } catch (IOException e) {
            throw new CandorException(ErrorCode.IMPORT_INVALID, "cannot read item attributes from " + file, e);
        }
    }
}
