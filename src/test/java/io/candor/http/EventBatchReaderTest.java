package io.candor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.candor.event.Action;
import io.candor.serving.EventDraft;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventBatchReaderTest {
    @Test
    void read_everyField_isUnderstoodInAnyOrder() {
        EventDraft draft = draft("""
                {"value":{"replayed":true,"duration":1800,"watched":1750},"ts":"2026-03-01T12:00:00Z","session":"s",
                 "user":"é/🎬","positions":[3,1],"token":"c1.a.b","id":"0199a0b0-0000-4000-8000-00000000000A",
                 "type":"watch","item":null}""");

        assertEquals(
                new EventDraft(
                        Optional.of(UUID.fromString("0199a0b0-0000-4000-8000-00000000000a")),
                        "c1.a.b",
                        "",
                        List.of(3, 1),
                        "é/🎬",
                        "s",
                        OptionalLong.of(1_772_366_400_000L),
                        new Action.Watch(1750, 1800, true)),
                draft);
    }

    @Test
    void read_goldenValues_becomeActions() {
        assertEquals(new Action.Impression(), action("'impression'"));
        assertEquals(new Action.Click(), action("'click','value':null"));
        assertEquals(new Action.Viewable(0), action("'viewable'"));
        assertEquals(new Action.Viewable(3), action("'viewable','value':3"));
        assertEquals(new Action.Viewable(1.5), action("'viewable','value':{'seconds':1.5}"));
        assertEquals(new Action.Dwell(12.5), action("'dwell','value':12.5"));
        assertEquals(new Action.Dwell(86_400), action("'dwell','value':{'seconds':86400}"));
        assertEquals(new Action.Watch(0, 0.1, false), action("'watch','value':{'watched':0,'duration':0.1}"));
        assertEquals(new Action.Rating(5), action("'rating','value':5"));
        assertEquals(new Action.Rating(3.5), action("'rating','value':{'stars':3.5}"));
        assertEquals(new Action.Like(), action("'like'"));
        assertEquals(new Action.Dislike(), action("'dislike'"));
        assertEquals(new Action.Hide(), action("'hide'"));
        assertEquals(new Action.Save(), action("'save'"));
        assertEquals(new Action.Share(), action("'share'"));
        assertEquals(new Action.AddToCart(), action("'add_to_cart'"));
        assertEquals(new Action.Return(), action("'return'"));
        assertEquals(new Action.Purchase(1, 0), action("'purchase'"));
        assertEquals(new Action.Purchase(3, 9.99), action("'purchase','value':{'quantity':3,'price':9.99}"));
        assertEquals(new Action.Scroll(0.8), action("'scroll','value':0.8"));
        assertEquals(new Action.Search("tea"), action("'search','value':'tea'"));
        assertEquals(new Action.Search("Tee"), action("'search','value':{'query':'Tee'}"));
    }

    @Test
    void read_badEvents_sayFieldValueAndBound() {
        assertEquals("must be an object, was 3", message("3"));
        assertEquals("type: must be given", message("{'item':'a'}"));
        assertEquals("type: \"clik\" is not a known type, did you mean \"click\"?", message("{'type':'clik'}"));
        assertEquals("type: must be a text, was 5", message("{'type':5}"));
        assertEquals("itm: is not a known field, did you mean \"item\"?", message("{'type':'click','itm':'a'}"));
        assertEquals("type: is given twice", message("{'type':'click','type':'like'}"));
        assertEquals("value: stars must be 1 to 5, was 6.0", message("{'type':'rating','value':6}"));
        assertEquals("value: stars must be given", message("{'type':'rating'}"));
        assertEquals("value.stars: must be a number, was \"5\"", message("{'type':'rating','value':{'stars':'5'}}"));
        assertEquals(
                "value: duration must be above 0, was 0.0",
                message("{'type':'watch','value':{'watched':1,'duration':0}}"));
        assertEquals(
                "value: watched must be 0 to 86400 seconds, was Infinity",
                message("{'type':'watch','value':{'watched':1e999,'duration':1}}"));
        assertEquals("value: price does not belong to a click", message("{'type':'click','value':{'price':1}}"));
        assertEquals("value: must be left out for a click", message("{'type':'click','value':1}"));
        assertEquals("value: watched must be given", message("{'type':'watch','value':5}"));
        assertEquals("value: must be left out for a like", message("{'type':'like','value':'x'}"));
        assertEquals("value: must be an object for a purchase", message("{'type':'purchase','value':5}"));
        assertEquals(
                "value.quantity: must be a whole number from 1 to 1000000, was 0",
                message("{'type':'purchase','value':{'quantity':0}}"));
        assertEquals("value: query must be given", message("{'type':'search'}"));
        assertEquals(
                "value: query must have 1 to 512 bytes of UTF-8, has 513",
                message("{'type':'search','value':'" + "x".repeat(513) + "'}"));
        assertEquals(
                "value: must be an object, a number or a text, was a list", message("{'type':'dwell','value':[1]}"));
        assertEquals(
                "id: must be a UUID of 36 characters, was \"1-1-1-1-1\"", message("{'type':'click','id':'1-1-1-1-1'}"));
        assertEquals(
                "item: must have 1 to 256 bytes of UTF-8, has 257",
                message("{'type':'click','item':'" + "x".repeat(257) + "'}"));
        assertEquals("positions: must have 1 to 100 entries, has 0", message("{'type':'click','positions':[]}"));
        assertEquals(
                "positions: must have 1 to 100 entries, has 101",
                message("{'type':'click','positions':[1" + ",1".repeat(100) + "]}"));
        assertEquals(
                "positions[1]: must be a whole number from 1 to 65535, was 0",
                message("{'type':'click','positions':[1,0]}"));
        assertEquals(
                "ts: must be ISO-8601 or epoch milliseconds, in the years 1 to 9999, was \"now\"",
                message("{'type':'click','ts':'now'}"));
    }

    @Test
    void read_badEventWithGoodId_namesIt() {
        ReadEvent read = read("[{'id':'0199a0b0-0000-4000-8000-00000000000a','type':'nope'}]")
                .getFirst();

        assertEquals(
                "0199a0b0-0000-4000-8000-00000000000a",
                assertInstanceOf(ReadEvent.Malformed.class, read).id());
    }

    @Test
    void read_badEventsAmongGood_costNoOther() {
        String nested = "[".repeat(500) + "]".repeat(500);
        List<ReadEvent> read = read("{'events':[{'type':'click'},7,{'type':'click','value':" + nested
                + "},[],null,{'type':'like'},{'type':'dwell','value':" + "9".repeat(500) + "},{'type':'hide'}]}");

        assertEquals(
                "DMMMMDMD",
                read.stream()
                        .map(one -> one instanceof ReadEvent.Drafted ? "D" : "M")
                        .reduce("", String::concat));
    }

    @Test
    void read_whatIsNoBatch_isRefusedAsAWhole() {
        assertEquals(ErrorCode.MALFORMED_JSON, refused(""));
        assertEquals(ErrorCode.MALFORMED_JSON, refused("[{'type':'click'}"));
        assertEquals(ErrorCode.MALFORMED_JSON, refused("[] []"));
        assertEquals(ErrorCode.INVALID_REQUEST, refused("{}"));
        assertEquals(ErrorCode.INVALID_REQUEST, refused("{'events':null}"));
        assertEquals(ErrorCode.INVALID_REQUEST, refused("{'events':{}}"));
        assertEquals(ErrorCode.INVALID_REQUEST, refused("{'events':[],'evnts':[]}"));
        assertEquals(ErrorCode.INVALID_REQUEST, refused("3"));
        assertEquals(ErrorCode.INVALID_REQUEST, refused("[1,2,3,4,5,6,7,8,9]"));
        assertEquals(List.of(), read("[]"));
        assertEquals(List.of(), read("{'events':[]}"));
    }

    private static Action action(String type) {
        return draft("{'type':" + type + "}").action();
    }

    private static EventDraft draft(String event) {
        ReadEvent read = read("[" + event + "]").getFirst();
        return assertInstanceOf(ReadEvent.Drafted.class, read).draft();
    }

    private static String message(String event) {
        ReadEvent read = read("[" + event + "]").getFirst();
        return assertInstanceOf(ReadEvent.Malformed.class, read).message();
    }

    private static ErrorCode refused(String body) {
        return assertThrows(CandorException.class, () -> read(body)).code();
    }

    private static List<ReadEvent> read(String body) {
        return new EventBatchReader(8).read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
