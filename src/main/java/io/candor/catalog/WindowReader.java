package io.candor.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the {@code from}/{@code until} objects of an item: its availability and its seasons. */
final class WindowReader {
    private final JsonParser parser;
    private final JsonValues values;

    WindowReader(JsonParser parser, JsonValues values) {
        this.parser = parser;
        this.values = values;
    }

    TimeWindow window(String path) throws IOException {
        if (!expectObject(path)) {
            return TimeWindow.ALWAYS;
        }
        OptionalLong from = OptionalLong.empty();
        OptionalLong until = OptionalLong.empty();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            boolean given = parser.nextToken() != JsonToken.VALUE_NULL;
            switch (name) {
                case "from" -> from = given ? values.time(path + ".from") : from;
                case "until" -> until = given ? values.time(path + ".until") : until;
                default -> unknown(path, name);
            }
        }
        long first = from.orElse(Long.MIN_VALUE);
        long end = until.orElse(Long.MAX_VALUE);
        if (first >= end) {
            values.refuse(
                    path,
                    "must end after it begins, was " + Timestamps.format(first) + " to " + Timestamps.format(end));
            return TimeWindow.ALWAYS;
        }
        return new TimeWindow(first, end);
    }

    List<Season> seasons(String path) throws IOException {
        if (!values.expectArray(path, "a list of {\"from\": \"MM-DD\", \"until\": \"MM-DD\"}")) {
            return List.of();
        }
        List<Season> seasons = new ArrayList<>();
        int i = 0;
        for (; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            if (i < ItemCodec.MAX_SEASONS) {
                season(path + "[" + i + "]").ifPresent(seasons::add);
            } else {
                parser.skipChildren();
            }
        }
        values.checkCount(path, i, ItemCodec.MAX_SEASONS);
        return seasons;
    }

    private Optional<Season> season(String path) throws IOException {
        if (!expectObject(path)) {
            return Optional.empty();
        }
        Optional<MonthDay> from = Optional.empty();
        Optional<MonthDay> until = Optional.empty();
        int refused = 0;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            switch (name) {
                case "from" -> {
                    from = day(path + ".from");
                    refused += from.isEmpty() ? 1 : 0;
                }
                case "until" -> {
                    until = day(path + ".until");
                    refused += until.isEmpty() ? 1 : 0;
                }
                default -> {
                    unknown(path, name);
                    refused++;
                }
            }
        }
        if (refused == 0 && (from.isEmpty() || until.isEmpty())) {
            values.refuse(path, "must have both from and until");
        }
        return from.isPresent() && until.isPresent()
                ? Optional.of(new Season(from.get(), until.get()))
                : Optional.empty();
    }

    private Optional<MonthDay> day(String path) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            try {
                return Optional.of(MonthDay.parse("--" + parser.getText()));
            } catch (DateTimeException e) {
                // Reported below, with the path.
            }
        }
        values.refuse(path, "must be a day of the year as MM-DD");
        return Optional.empty();
    }

    private void unknown(String path, String name) throws IOException {
        values.refuse(path, "has the unknown field \"" + name + "\", known are from and until");
    }

    private boolean expectObject(String path) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        values.refuse(path, "must be an object with from and until, was " + JsonValues.describe(parser.currentToken()));
        return false;
    }
}
