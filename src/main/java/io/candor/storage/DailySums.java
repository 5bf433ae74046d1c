package io.candor.storage;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is to be added to a table of sums per arm and day: {@code (experiment, variant, day, part, sums…)}. Processes add at the
 * same time, in the order of the keys. Not thread-safe.
 */
final class DailySums {
    /**
     * A row.
     *
     * @param experiment number
     * @param variant arm
     * @param day since 1970-01-01
     * @param part what the table divides an arm's day by
     */
    record Key(long experiment, String variant, int day, int part) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparingLong(Key::experiment)
                .thenComparing(Key::variant)
                .thenComparingInt(Key::day)
                .thenComparingInt(Key::part);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** Of one row: whole numbers, which are exact, then others. */
    private static final class Sums {
        private final long[] whole;
        private final double[] real;

        Sums(int wholeColumns, int realColumns) {
            whole = new long[wholeColumns];
            real = new double[realColumns];
        }

        boolean isZero() {
            return Arrays.stream(whole).allMatch(n -> n == 0)
                    && Arrays.stream(real).allMatch(x -> x == 0);
        }
    }

    private static final double[] NONE = {};

    private final int wholeColumns;
    private final int realColumns;
    private final String sql;
    private final SortedMap<Key, Sums> rows = new TreeMap<>();

    /**
     * @param part name of the column of {@link Key#part}
     * @param whole columns of type bigint
     * @param real columns of type double precision
     */
    DailySums(String table, String part, List<String> whole, List<String> real) {
        this.wholeColumns = whole.size();
        this.realColumns = real.size();
        List<String> sums = Stream.concat(whole.stream(), real.stream()).toList();
        String names = part + ", " + String.join(", ", sums);
        String arrays = IntStream.range(0, sums.size())
                .mapToObj(i -> "$" + (i + 5) + (i < wholeColumns ? "::bigint[]" : "::float8[]"))
                .collect(Collectors.joining(", "));
        String added = sums.stream()
                .map(name -> name + " = old." + name + " + excluded." + name)
                .collect(Collectors.joining(", "));
        this.sql = """
                INSERT INTO %1$s AS old (experiment, variant, day, %2$s)
                SELECT experiment, variant, date '1970-01-01' + day, %2$s
                FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::integer[], %3$s)
                    WITH ORDINALITY AS new (experiment, variant, day, %2$s, n)
                ORDER BY n
                ON CONFLICT (experiment, variant, day, %4$s) DO UPDATE SET %5$s
                """.formatted(table, names, arrays, part, added);
    }

    /** Adds whole numbers, in the order of their columns. */
    void add(Key key, long... whole) {
        add(key, whole, NONE);
    }

    void add(Key key, long[] whole, double[] real) {
        Sums sums = rows.computeIfAbsent(key, _ -> new Sums(wholeColumns, realColumns));
        for (int i = 0; i < whole.length; i++) {
            sums.whole[i] += whole[i];
        }
        for (int i = 0; i < real.length; i++) {
            sums.real[i] += real[i];
        }
    }

    /** Writes what is not zero. */
    Future<Void> write(SqlClient connection) {
        rows.values().removeIf(Sums::isZero);
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        Object[] columns = new Object[4 + wholeColumns + realColumns];
        columns[0] = rows.keySet().stream().map(Key::experiment).toArray(Long[]::new);
        columns[1] = rows.keySet().stream().map(Key::variant).toArray(String[]::new);
        columns[2] = rows.keySet().stream().map(Key::day).toArray(Integer[]::new);
        columns[3] = rows.keySet().stream().map(Key::part).toArray(Integer[]::new);
        for (int i = 0; i < wholeColumns; i++) {
            int column = i;
            columns[4 + i] =
                    rows.values().stream().map(sums -> sums.whole[column]).toArray(Long[]::new);
        }
        for (int i = 0; i < realColumns; i++) {
            int column = i;
            columns[4 + wholeColumns + i] =
                    rows.values().stream().map(sums -> sums.real[column]).toArray(Double[]::new);
        }
        return connection.preparedQuery(sql).execute(Tuple.from(columns)).mapEmpty();
    }
}
