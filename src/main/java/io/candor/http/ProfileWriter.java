package io.candor.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.candor.catalog.Timestamps;
import io.candor.profile.ProfileView;
import io.candor.profile.ProfileView.Evidence;
import io.candor.profile.ProfileView.ItemView;
import io.candor.profile.ProfileView.PurchaseView;
import io.candor.profile.ProfileView.RatingView;
import io.candor.profile.ProfileView.SearchView;
import io.candor.profile.ProfileView.Signals;
import io.candor.profile.ProfileView.Suppression;
import io.candor.profile.ProfileView.WatchView;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;

/** Writes a profile as JSON: times as ISO-8601, numbers rounded to 6 decimals. Not thread-safe. */
final class ProfileWriter {
    private final DecimalWriter decimals = new DecimalWriter();

    Buffer write(UserView view) {
        ProfileView profile = view.profile();
        return JsonBuffer.render(out -> {
            out.writeStartObject();
            out.writeStringField("id", profile.subject().id());
            out.writeStringField("kind", profile.subject().kind().name().toLowerCase(Locale.ROOT));
            time("at", OptionalLong.of(profile.atMillis()), out);
            time("last_seen", profile.lastMillis(), out);
            out.writeStringField("vector", view.vector().wire());
            out.writeArrayFieldStart("items");
            for (ItemView item : profile.items()) {
                item(item, out);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("suppressions");
            for (Suppression suppression : profile.suppressions()) {
                suppression(suppression, out);
            }
            out.writeEndArray();
            rest(profile, out);
            out.writeEndObject();
        });
    }

    private void rest(ProfileView profile, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("replenish");
        for (String item : profile.replenish()) {
            out.writeString(item);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("evidence");
        for (Evidence evidence : profile.evidence()) {
            out.writeStartObject();
            out.writeStringField("item", evidence.item());
            number("strength", evidence.strength(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("searches");
        for (SearchView search : profile.searches()) {
            out.writeStartObject();
            out.writeStringField("query", search.query());
            time("at", OptionalLong.of(search.timeMillis()), out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void item(ItemView item, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", item.item());
        number("score", item.score(), out);
        number("preference", item.preference(), out);
        number("aggregate", item.engagement(), out);
        number("confidence", item.confidence(), out);
        time("last", OptionalLong.of(item.lastMillis()), out);
        signals(item.signals(), out);
        if (item.watch().isPresent()) {
            watch(item.watch().get(), out);
        }
        if (item.rating().isPresent()) {
            rating(item.rating().get(), out);
        }
        if (item.purchase().isPresent()) {
            purchase(item.purchase().get(), out);
        }
        out.writeEndObject();
    }

    private void signals(Signals signals, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("signals");
        out.writeNumberField("impressions", signals.impressions());
        out.writeNumberField("viewables", signals.viewables());
        out.writeNumberField("clicks", signals.clicks());
        if (signals.longestDwellSeconds().isPresent()) {
            number("longest_dwell", signals.longestDwellSeconds().get(), out);
        }
        out.writeBooleanField("liked", signals.like());
        out.writeBooleanField("disliked", signals.dislike());
        out.writeBooleanField("hidden", signals.hidden());
        out.writeBooleanField("saved", signals.saved());
        out.writeBooleanField("shared", signals.shared());
        out.writeBooleanField("added_to_cart", signals.addedToCart());
        out.writeEndObject();
    }

    private void watch(WatchView watch, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("watch");
        number("completion", watch.completion(), out);
        number("score", watch.score(), out);
        out.writeStringField("sentiment", watch.sentiment().wire());
        out.writeBooleanField("replayed", watch.replayed());
        number("drop_off", watch.dropOffSeconds(), out);
        out.writeEndObject();
    }

    private void rating(RatingView rating, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("rating");
        number("stars", rating.stars(), out);
        number("centred", rating.centred(), out);
        out.writeEndObject();
    }

    private void purchase(PurchaseView purchase, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("purchase");
        number("score", purchase.score(), out);
        out.writeNumberField("count", purchase.count());
        out.writeBooleanField("repeat", purchase.count() > 1);
        out.writeBooleanField("returned", purchase.returned());
        time("last", OptionalLong.of(purchase.lastMillis()), out);
        out.writeEndObject();
    }

    private void suppression(Suppression suppression, JsonGenerator out) throws IOException {
        out.writeStartObject();
        String reach = switch (suppression.scope()) {
            case ITEM -> "item";
            case CREATORS -> "creators_of";
            case SIMILAR -> "similar_to";
        };
        out.writeStringField(reach, suppression.item());
        out.writeStringField("cause", suppression.cause().wire());
        if (suppression.factor() > 0) {
            number("factor", suppression.factor(), out);
        }
        time("until", suppression.untilMillis(), out);
        out.writeEndObject();
    }

    private void number(String name, double value, JsonGenerator out) throws IOException {
        out.writeFieldName(name);
        decimals.rounded(value, out);
    }

    /** Null when there is none. */
    private static void time(String name, OptionalLong millis, JsonGenerator out) throws IOException {
        out.writeFieldName(name);
        if (millis.isPresent()) {
            out.writeString(Timestamps.format(millis.getAsLong()));
        } else {
            out.writeNull();
        }
    }
}
