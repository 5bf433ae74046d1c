package io.candor.catalog;

import io.candor.catalog.ItemFilter.LabelCondition;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Random items, changes and filters over few labels, so that they meet. Times are near {@link #NOW}. */
final class RandomItems {
    static final long NOW = 1_700_000_000_000L;
    static final long DAY = 86_400_000L;

    private static final int IDS = 150;
    private final RandomGenerator random;

    RandomItems(RandomGenerator random) {
        this.random = random;
    }

    static String id(int i) {
        return "item-" + i;
    }

    ItemChange change() {
        String id = id(random.nextInt(IDS));
        return switch (random.nextInt(6)) {
            case 0 -> new ItemChange.Delete(id);
            case 1 -> new ItemChange.Availability(id, random.nextBoolean());
            case 2 -> new ItemChange.Put(Item.ofId(id));
            default -> new ItemChange.Put(item(id));
        };
    }

    Item item(String id) {
        return new Item(
                id,
                labels("c", 4),
                labels("m", 3),
                random.nextInt(3) == 0 ? OptionalLong.empty() : OptionalLong.of(NOW - random.nextInt(10) * DAY),
                random.nextInt(3) == 0 ? OptionalDouble.empty() : OptionalDouble.of(random.nextInt(20) / 2.0),
                random.nextInt(5) > 0,
                window(),
                seasons(),
                random.nextInt(3) - 1,
                attributes(),
                factors());
    }

    ItemFilter filter() {
        Map<String, LabelCondition> attributes = new LinkedHashMap<>();
        if (random.nextInt(3) == 0) {
            attributes.put("colour", condition("v"));
        }
        if (random.nextInt(4) == 0) {
            attributes.put(
                    "year",
                    new LabelCondition(List.of(String.valueOf(1990 + random.nextInt(4)), "2.5"), List.of(), List.of()));
        }
        return new ItemFilter(
                random.nextBoolean() ? condition("c") : LabelCondition.NONE,
                random.nextInt(3) == 0 ? condition("m") : LabelCondition.NONE,
                attributes,
                random.nextInt(3) == 0 ? OptionalLong.of(NOW - random.nextInt(10) * DAY) : OptionalLong.empty(),
                random.nextInt(4) == 0 ? OptionalDouble.of(random.nextInt(6)) : OptionalDouble.empty(),
                random.nextInt(4) == 0 ? OptionalDouble.of(random.nextInt(10)) : OptionalDouble.empty());
    }

    long time() {
        return NOW + random.nextLong(-400 * DAY, 400 * DAY);
    }

    private LabelCondition condition(String prefix) {
        return switch (random.nextInt(4)) {
            case 0 -> new LabelCondition(labels(prefix, 3), List.of(), List.of());
            case 1 -> new LabelCondition(List.of(), labels(prefix, 2), List.of());
            case 2 -> new LabelCondition(List.of(), List.of(), labels(prefix, 2));
            default -> new LabelCondition(labels(prefix, 3), labels(prefix, 1), labels(prefix, 2));
        };
    }

    private List<String> labels(String prefix, int max) {
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            labels.add(prefix + random.nextInt(8));
        }
        return labels;
    }

    private TimeWindow window() {
        long from = NOW + random.nextInt(-20, 20) * DAY / 3;
        return switch (random.nextInt(5)) {
            case 0 -> new TimeWindow(from, from + DAY);
            case 1 -> new TimeWindow(from, Long.MAX_VALUE);
            case 2 -> new TimeWindow(Long.MIN_VALUE, from);
            default -> TimeWindow.ALWAYS;
        };
    }

    private List<Season> seasons() {
        List<Season> seasons = new ArrayList<>();
        for (int i = random.nextInt(8) - 5; i > 0; i--) {
            seasons.add(new Season(day(), day()));
        }
        return seasons;
    }

    private MonthDay day() {
        return MonthDay.of(1 + random.nextInt(12), 1 + random.nextInt(28));
    }

    private Map<String, AttributeValue> attributes() {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            attributes.put("title", new AttributeValue.Text("title " + random.nextInt(1_000)));
        }
        if (random.nextBoolean()) {
            attributes.put("year", new AttributeValue.Numeric(random.nextInt(4) == 0 ? 2.5 : 1990 + random.nextInt(4)));
        }
        if (random.nextBoolean()) {
            attributes.put("colour", new AttributeValue.Texts(labels("v", 3)));
        } else if (random.nextBoolean()) {
            attributes.put("colour", new AttributeValue.Flag(random.nextBoolean()));
        }
        return attributes;
    }

    private List<Float> factors() {
        return switch (random.nextInt(5)) {
            case 0 -> List.of(random.nextFloat(), -1f);
            case 1 -> List.of(1f, 2f, 3f);
            default -> List.of();
        };
    }
}
