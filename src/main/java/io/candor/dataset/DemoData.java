package io.candor.dataset;

import io.candor.catalog.AttributeValue;
import io.candor.catalog.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The data set of the demo: the MovieTweetings 100K snapshot, 100,000 film ratings of 2013, packed in the jar.
 *
 * <p>Source: Dooms, De Pessemier, Martens, "MovieTweetings: a movie rating dataset collected from Twitter", CrowdRec at
 * RecSys 2013; MIT licence, kept beside it. Differs: without the table of Twitter users and without two adult titles.
 */
public final class DemoData {
    private static final Pattern FILM =
            Pattern.compile("(?<id>\\d+)::(?<title>.*) \\((?<year>\\d{4})\\)::(?<genres>.*)");

    private DemoData() {}

    /** Returns the ratings; {@code scratch} is a directory into which they are unpacked for reading. */
    public static Interactions ratings(Path scratch) {
        Path file = scratch.resolve("ratings.dat.gz");
        try (InputStream packed = open("ratings.dat.gz")) {
            Files.createDirectories(scratch);
            Files.copy(packed, file, StandardCopyOption.REPLACE_EXISTING);
            return RatingsReader.read(file).interactions();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the films of the given ids: title, year, genres as categories, the first of January as date. */
    public static List<Item> films(Set<String> ids) {
        try (InputStream packed = open("movies.dat.gz");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(DemoData::film)
                    .filter(film -> ids.contains(film.id()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Item film(String line) {
        Matcher film = FILM.matcher(line);
        if (!film.matches()) {
            throw new IllegalStateException("the packed film list has an unreadable line: " + line);
        }
        int year = Integer.parseInt(film.group("year"));
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        attributes.put("title", new AttributeValue.Text(film.group("title")));
        attributes.put("year", new AttributeValue.Numeric(year));
        String genres = film.group("genres");
        Item bare = Item.ofId(film.group("id"));
        return new Item(
                bare.id(),
                genres.isEmpty() ? List.of() : List.of(genres.split("\\|", -1)),
                bare.creators(),
                OptionalLong.of(LocalDate.of(year, 1, 1)
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli()),
                OptionalDouble.empty(),
                bare.available(),
                bare.availability(),
                bare.seasons(),
                bare.boost(),
                attributes,
                bare.factors());
    }

    private static InputStream open(String name) {
        InputStream resource = DemoData.class.getResourceAsStream("/demo/" + name);
        if (resource == null) {
            throw new IllegalStateException("the demo's " + name + " is not in this build");
        }
        return resource;
    }
}
