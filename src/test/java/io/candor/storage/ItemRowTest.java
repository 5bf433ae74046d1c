package io.candor.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.candor.catalog.Item;
import io.candor.catalog.ItemChange;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ItemRowTest {
    private static final ItemChange PUT = new ItemChange.Put(Item.ofId("a"));
    private static final ItemChange DELETE = new ItemChange.Delete("a");
    private static final ItemChange HIDE = new ItemChange.Availability("a", false);
    private static final ItemChange SHOW = new ItemChange.Availability("a", true);

    private static List<ItemChange> folded(ItemChange... changes) {
        return ItemRow.fold(List.of(changes)).stream()
                .map(ItemRow::toChange)
                .flatMap(Optional::stream)
                .toList();
    }

    @Test
    void fold_severalChangesOfOneItem_leavesItsLastState() {
        assertEquals(List.of(DELETE), folded(PUT, DELETE));
        assertEquals(List.of(PUT), folded(DELETE, PUT));
        assertEquals(List.of(new ItemChange.Put(Item.ofId("a").withAvailable(false))), folded(PUT, HIDE));
        assertEquals(List.of(PUT), folded(HIDE, PUT));
        assertEquals(List.of(DELETE), folded(DELETE, HIDE));
        assertEquals(List.of(SHOW), folded(HIDE, SHOW));
        assertEquals(List.of(), folded());
    }

    @Test
    void fold_differentItems_keepsTheOrderOfTheirLastChanges() {
        ItemChange other = new ItemChange.Delete("b");
        assertEquals(List.of(other, PUT), folded(DELETE, other, PUT));
    }

    @Test
    void toChange_availabilitySetLater_overridesTheDocument() {
        ItemRow row = new ItemRow("a", "{\"id\":\"a\",\"available\":true}", false, false);
        assertEquals(Optional.of(new ItemChange.Put(Item.ofId("a").withAvailable(false))), row.toChange());
    }

    @Test
    void toChange_foreignDocument_isLeftOut() {
        assertTrue(new ItemRow("a", "{\"id\":7}", false, null).toChange().isEmpty());
        assertTrue(new ItemRow("a", "[]", false, null).toChange().isEmpty());
    }
}
