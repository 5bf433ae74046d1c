package io.candor.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An id table over a list, for tests. */
public final class ListIdTable implements IdTable {
    private final List<String> ids;
    private final Map<String, Integer> ordinals = new HashMap<>();

    public ListIdTable(List<String> ids) {
        this.ids = List.copyOf(ids);
        for (int i = 0; i < ids.size(); i++) {
            ordinals.put(ids.get(i), i);
        }
    }

    @Override
    public int size() {
        return ids.size();
    }

    @Override
    public int ordinalOf(String id) {
        return ordinals.getOrDefault(id, NOT_FOUND);
    }

    @Override
    public String idAt(int ordinal) {
        return ids.get(ordinal);
    }

    @Override
    public long hashAt(int ordinal) {
        return IdHash.of(ids.get(ordinal));
    }
}
