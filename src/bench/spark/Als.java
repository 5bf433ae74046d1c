import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Spark MLlib's ALS in a process of its own for {@code candor bench training}; started from source with the class path of the pom beside
 * it, as {@code Als RATINGS THREADS}: a CSV of {@code user,item,rating} with whole numbers for ids, which is cached before anything is timed.
 *
 * <p>Each line on standard input asks for a model: {@code rank iterations regParam alpha blocks seed directory}, separated by blanks. What it took is a
 * line of JSON on standard output: wall and CPU seconds of the fit. The factors are written as CSV into the directory, unless that is
 * {@code -}. Everything else goes to standard error.
 */
final class Als {
    private static final int RANK = 0;
    private static final int ITERATIONS = 1;
    private static final int REGULARISATION = 2;
    private static final int ALPHA = 3;
    private static final int BLOCKS = 4;
    private static final int SEED = 5;
    private static final int DIRECTORY = 6;

    private final Dataset<Row> ratings;

    private Als(Dataset<Row> ratings) {
        this.ratings = ratings;
    }

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        int threads = Integer.parseInt(arguments[1]);
        SparkSession spark = SparkSession.builder()
                .master("local[" + threads + "]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", threads)
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                .getOrCreate();
        spark.sparkContext().setLogLevel("WARN");
        Dataset<Row> ratings = spark.read()
                .schema("user INT, item INT, rating FLOAT")
                .csv(arguments[0])
                .repartition(threads)
                .cache();
        ratings.count();
        Als als = new Als(ratings);
        ObjectMapper json = new ObjectMapper();
        answers.println(json.writeValueAsString(Map.of("version", spark.version())));
        answers.flush();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            answers.println(json.writeValueAsString(als.fit(order.split(" "))));
            answers.flush();
        }
        spark.stop();
    }

    private Map<String, Double> fit(String[] order) throws Exception {
        ALS als = new ALS()
                .setImplicitPrefs(true)
                .setRank(Integer.parseInt(order[RANK]))
                .setMaxIter(Integer.parseInt(order[ITERATIONS]))
                .setRegParam(Double.parseDouble(order[REGULARISATION]))
                .setAlpha(Double.parseDouble(order[ALPHA]))
                .setNumBlocks(Integer.parseInt(order[BLOCKS]))
                .setSeed(Long.parseLong(order[SEED]));
        long cpu = cpuNanos();
        long begun = System.nanoTime();
        ALSModel model = als.fit(ratings);
        // Factors are cached when a fit returns, but not yet all computed.
        model.userFactors().count();
        model.itemFactors().count();
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        if (!order[DIRECTORY].equals("-")) {
            write(model.userFactors(), Path.of(order[DIRECTORY], "users.csv"));
            write(model.itemFactors(), Path.of(order[DIRECTORY], "items.csv"));
        }
        model.userFactors().unpersist();
        model.itemFactors().unpersist();
        return Map.of("seconds", seconds, "cpu_seconds", cpuSeconds);
    }

    private static void write(Dataset<Row> factors, Path file) throws Exception {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (Row row : factors.collectAsList()) {
                out.print(row.getInt(0));
                List<Float> values = row.getList(1);
                values.forEach(value -> out.print("," + value));
                out.println();
            }
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
