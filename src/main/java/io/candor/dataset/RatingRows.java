package io.candor.dataset;

import io.candor.catalog.Ids;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.error.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** Checks the fields of a row and collects it, or counts it as bad. Belongs to one thread. */
final class RatingRows {
    private static final char REPLACEMENT = '\uFFFD';

    private final InteractionsBuilder builder = new InteractionsBuilder();
    private final List<Violation> samples = new ArrayList<>();
    private final String place;
    private long badRows;

    /** Creates one whose complaints count in the given unit, {@code line} or {@code row}. */
    RatingRows(String place) {
        this.place = place;
    }

    /**
     * Takes one row; an empty field means that it has none.
     *
     * @param fields their texts by index
     */
    void add(long number, ColumnLayout layout, IntFunction<String> fields) {
        String user = fields.apply(layout.user());
        String item = fields.apply(layout.item());
        String value = layout.value() == ColumnLayout.ABSENT ? "" : fields.apply(layout.value());
        String time = layout.time() == ColumnLayout.ABSENT ? "" : fields.apply(layout.time());
        String complaint = idComplaint("user", user);
        if (complaint.isEmpty()) {
            complaint = idComplaint("item", item);
        }
        if (!complaint.isEmpty()) {
            reject(number, complaint);
            return;
        }
        float rating = value.isEmpty() ? 1 : parseFloat(value);
        if (!Float.isFinite(rating)) {
            reject(number, "value \"" + shortened(value) + "\" is not a finite number");
            return;
        }
        OptionalLong millis = TimeText.parse(time);
        if (millis.isEmpty() && !time.isEmpty()) {
            reject(number, "time \"" + shortened(time) + "\" is neither a number nor an ISO-8601 date");
            return;
        }
        long at = millis.orElse(Interactions.NO_TIME);
        if (!layout.isScored()) {
            builder.add(user, item, rating, at);
            return;
        }
        String stars = fields.apply(layout.stars() == ColumnLayout.ABSENT ? layout.value() : layout.stars());
        String weight = layout.weight() == ColumnLayout.ABSENT ? "" : fields.apply(layout.weight());
        float rated = parseFloat(stars);
        float counts = weight.isEmpty() ? 1 : parseFloat(weight);
        if (!stars.isEmpty() && !Float.isFinite(rated)) {
            reject(number, "stars \"" + shortened(stars) + "\" is not a finite number");
        } else if (!(counts > 0 && Float.isFinite(counts))) {
            reject(number, "weight \"" + shortened(weight) + "\" is not a number above 0");
        } else {
            builder.add(user, item, rating, at, rated, counts);
        }
    }

    void reject(long number, String complaint) {
        badRows++;
        if (samples.size() < ReadReport.MAX_SAMPLES) {
            samples.add(new Violation(place + " " + number, complaint));
        }
    }

    /**
     * Returns what was collected.
     *
     * @throws CandorException DATASET_INVALID when there is no usable row; with the first complaints
     */
    RatingsData finish(Path file, String format) {
        if (builder.size() == 0) {
            throw new CandorException(
                    ErrorCode.DATASET_INVALID,
                    file + " has no usable row (read as " + format + ", " + badRows + " bad)",
                    samples);
        }
        return new RatingsData(builder.build(), new ReadReport(format, builder.size(), badRows, samples));
    }

    private static String idComplaint(String what, String id) {
        if (id.indexOf(REPLACEMENT) >= 0) {
            return what + " id is not valid UTF-8";
        }
        String problem = Ids.problemOf(id);
        return problem.isEmpty() ? "" : what + " id " + problem;
    }

    private static float parseFloat(String text) {
        try {
            return Float.parseFloat(text);
        } catch (NumberFormatException notANumber) {
            return Float.NaN;
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
