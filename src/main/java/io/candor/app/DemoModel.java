package io.candor.app;

import io.candor.dataset.DemoData;
import io.candor.dataset.Interactions;
import io.candor.retrieval.RetrievalConfig;
import io.candor.training.TrainingSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The model of the demo: iALS on the packed film ratings, the same one every time. */
public final class DemoModel {
    /** Its version, and the name of its directory among the models. */
    public static final String VERSION = "demo-movietweetings-ials";

    /** A user of the data set with a taste, for examples. */
    public static final String USER = "1";

    /** A film that many rated, for examples. */
    public static final String FILM = "0848228";

    public static final String FILM_TITLE = "The Avengers";

    /** A rating of 6 of 10 or better counts as interest. */
    private static final Map<String, String> SETTINGS =
            Map.of("min_value", "6", "dims", "64", "epochs", "12", "lambda", "0.015", "alpha0", "0.03", "nu", "1");

    private DemoModel() {}

    /** Returns the directory of the bundle, after training it if it is not there. */
    public static Path ensure(
            DataDirectory data, RetrievalConfig retrieval, ModelTraining.Listener listener, InstantSource clock) {
        Path target = data.models().resolve(VERSION);
        if (Files.exists(target.resolve("manifest.json"))) {
            return target;
        }
        TrainingSettings settings = TrainingSettings.of("ials", SETTINGS);
        Interactions ratings = DemoData.ratings(data.root().resolve("demo"));
        Set<String> rated = new HashSet<>();
        for (int item = 0; item < ratings.items().size(); item++) {
            rated.add(ratings.items().idAt(item));
        }
        new ModelTraining(retrieval, listener, clock)
                .run(settings, "leave-last-out", ratings, DemoData.films(rated), VERSION, target);
        return target;
    }
}
