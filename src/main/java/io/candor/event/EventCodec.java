package io.candor.event;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The binary form of an {@link Event}; the notation is that of {@link LogEntryCodec}.
 *
 * <pre>
 *   u8      version = 1
 *   i64     time
 *   subject
 *   u8      type                 {@link Action.Type#code}
 *   u8      flags                bit 0: client time, bit 1: shown
 *   i64 i64 id
 *   zigzag  received − time
 *   [zigzag client time − time]  when flagged
 *   text    item
 *   action                       by type:
 *             viewable, dwell      f64 seconds
 *             watch                f64 watched, f64 duration, u8 replayed
 *             rating               f64 stars
 *             purchase             varint quantity, f64 price
 *             search               text query
 *             scroll               f64 depth
 *   [shown]                      when flagged:
 *             i64 i64              request id
 *             zigzag               time − time of the slate
 *             text text text       placement, model, policy
 *             texts                arms
 *             varint               position
 *             f64                  propensity
 * </pre>
 */
final class EventCodec {
    private static final int FLAG_CLIENT_TIME = 1;
    private static final int FLAG_SHOWN = 2;

    private EventCodec() {}

    static byte[] encode(Event event) {
        EntryOutput out = new EntryOutput(192);
        boolean clientTime = event.clientMillis().isPresent();
        long time = event.timeMillis();
        out.u8(LogEntryCodec.VERSION).i64(time).subject(event.subject());
        out.u8(event.type().code());
        out.u8((clientTime ? FLAG_CLIENT_TIME : 0) | (event.shown().isPresent() ? FLAG_SHOWN : 0));
        out.uuid(event.id()).zigzag(event.receivedMillis() - time);
        event.clientMillis().ifPresent(client -> out.zigzag(client - time));
        out.text(event.item());
        action(event.action(), out);
        event.shown().ifPresent(shown -> shown(shown, time, out));
        return out.toBytes();
    }

    private static void action(Action action, EntryOutput out) {
        switch (action) {
            case Action.Viewable(double seconds) -> out.f64(seconds);
            case Action.Dwell(double seconds) -> out.f64(seconds);
            case Action.Watch(double watched, double duration, boolean replayed) ->
                out.f64(watched).f64(duration).u8(replayed ? 1 : 0);
            case Action.Rating(double stars) -> out.f64(stars);
            case Action.Purchase(int quantity, double price) ->
                out.count(quantity).f64(price);
            case Action.Search(String query) -> out.text(query);
            case Action.Scroll(double depth) -> out.f64(depth);
            case Action.Impression _,
                    Action.Click _,
                    Action.Like _,
                    Action.Dislike _,
                    Action.Hide _,
                    Action.Save _,
                    Action.Share _,
                    Action.AddToCart _,
                    Action.Return _ -> {}
        }
    }

    private static void shown(Shown shown, long time, EntryOutput out) {
        out.uuid(shown.requestId()).zigzag(time - shown.slateMillis());
        out.text(shown.placement()).text(shown.model()).text(shown.policy()).texts(shown.variants());
        out.count(shown.position()).f64(shown.propensity());
    }

    /** Reads what follows the version. */
    static Event decode(EntryInput in) {
        long time = in.i64();
        Subject subject = in.subject();
        Action.Type type = Action.Type.ofCode(in.u8());
        int flags = in.u8();
        UUID id = in.uuid();
        long received = time + in.zigzag();
        OptionalLong client =
                (flags & FLAG_CLIENT_TIME) == 0 ? OptionalLong.empty() : OptionalLong.of(time + in.zigzag());
        String item = in.text();
        Action action = action(type, in);
        Optional<Shown> shown = (flags & FLAG_SHOWN) == 0 ? Optional.empty() : Optional.of(shown(time, in));
        return new Event(id, subject, item, action, time, received, client, shown);
    }

    private static Action action(Action.Type type, EntryInput in) {
        return switch (type) {
            case IMPRESSION -> new Action.Impression();
            case VIEWABLE -> new Action.Viewable(in.f64());
            case CLICK -> new Action.Click();
            case DWELL -> new Action.Dwell(in.f64());
            case WATCH -> new Action.Watch(in.f64(), in.f64(), in.u8() != 0);
            case RATING -> new Action.Rating(in.f64());
            case LIKE -> new Action.Like();
            case DISLIKE -> new Action.Dislike();
            case HIDE -> new Action.Hide();
            case SAVE -> new Action.Save();
            case SHARE -> new Action.Share();
            case ADD_TO_CART -> new Action.AddToCart();
            case PURCHASE -> new Action.Purchase(in.count(), in.f64());
            case RETURN -> new Action.Return();
            case SEARCH -> new Action.Search(in.text());
            case SCROLL -> new Action.Scroll(in.f64());
        };
    }

    private static Shown shown(long time, EntryInput in) {
        UUID requestId = in.uuid();
        long slateMillis = time - in.zigzag();
        String placement = in.text();
        String model = in.text();
        String policy = in.text();
        Map<String, String> variants = in.texts();
        return new Shown(requestId, slateMillis, placement, model, policy, variants, in.count(), in.f64());
    }
}
