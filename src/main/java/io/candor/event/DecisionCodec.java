package io.candor.event;

import io.candor.event.SlateRecord.ShownItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The binary form of a {@link Decision}; the notation is that of {@link LogEntryCodec}.
 *
 * <pre>
 *   u8      version = 2          version 1 has no odds of the floor, no teams, and ends with the context
 *   i64     time of the slate
 *   subject
 *   u8      flags                bit 0: degraded
 *   i64 i64 request id
 *   text text text               placement, model, policy
 *   texts   arms
 *   varint  first position
 *   varint  requested
 *   [text   reason]              when degraded
 *   i64     seed
 *   zigzag  component
 *   f64     log-odds of the floor
 *   text    kind of the propensities
 *   f64     ln joint
 *   varint { text f64 }          parameters, in the order of their names
 *   text    teams
 *   varint                       number of items; for each:
 *             u8                   bit 0: pinned, bit 1: explored, bit 2: certain
 *             text varint f64      id, base rank, score
 *             varint               sources
 *             [f64 f64 f64]        propensity, ln conditional, ln prefix, unless certain (1, 0, 0)
 *   varint { text f32 f32 }      candidates: id, score, logit
 *   varint                       how many candidates were ranked
 *   texts                        context
 * </pre>
 */
final class DecisionCodec {
    static final int VERSION = 2;
    private static final int FLAG_DEGRADED = 1;
    private static final int FLAG_PINNED = 1;
    private static final int FLAG_EXPLORED = 2;
    private static final int FLAG_CERTAIN = 4;
    private static final int ITEM_MIN_BYTES = 1 + 1 + 1 + 8 + 1;

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    /**
     * What a thread keeps from one decision to the next. A decision takes several kilobytes, and every slate is one, so they are put together in
     * the same place; and the parameters of a draw are nearly always those of the last one, which was of the same placement.
     */
    private static final class Scratch {
        private final EntryOutput out = new EntryOutput(1 << 13);
        private Map<String, Double> lastParameters = Map.of();
        private byte[] encodedParameters = {0};

        byte[] encode(Map<String, Double> parameters) {
            if (!parameters.equals(lastParameters)) {
                EntryOutput encoded = new EntryOutput(1 << 8).varint(parameters.size());
                new TreeMap<>(parameters)
                        .forEach((name, value) -> encoded.text(name).f64(value));
                encodedParameters = encoded.toBytes();
                lastParameters = parameters;
            }
            return encodedParameters;
        }
    }

    private DecisionCodec() {}

    /** Returns the payload: what comes before the candidates, they themselves, as they keep it, and what comes after. */
    static byte[][] parts(Decision decision) {
        SlateRecord slate = decision.slate();
        Scratch scratch = SCRATCH.get();
        EntryOutput out = scratch.out;
        out.clear();
        out.u8(VERSION).i64(slate.timeMillis()).subject(slate.subject());
        out.u8(decision.degraded().isPresent() ? FLAG_DEGRADED : 0).uuid(slate.requestId());
        out.text(slate.placement()).text(slate.model()).text(slate.policy()).texts(slate.variants());
        out.count(slate.firstPosition()).count(decision.requested());
        decision.degraded().ifPresent(out::text);
        draw(decision.draw(), scratch);
        out.varint(slate.items().size());
        for (int i = 0; i < slate.items().size(); i++) {
            item(slate.items().get(i), decision.impressions().get(i), out);
        }
        out.varint(decision.candidates().size());
        byte[] before = out.toBytes();
        out.clear();
        out.count(decision.candidateCount()).texts(decision.context());
        exposure(decision.exposure(), out);
        return new byte[][] {before, decision.candidates().encoded(), out.toBytes()};
    }

    private static void exposure(Decision.Exposure exposure, EntryOutput out) {
        out.varint(exposure.buckets().size());
        if (!exposure.buckets().isEmpty()) {
            new TreeMap<>(exposure.buckets())
                    .forEach((experiment, bucket) -> out.text(experiment).count(bucket));
        }
        out.texts(exposure.forced());
    }

    private static Decision.Exposure exposure(EntryInput in) {
        int count = in.count(2);
        Map<String, Integer> buckets = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            buckets.put(in.text(), in.count());
        }
        return new Decision.Exposure(buckets, in.texts());
    }

    private static void draw(Decision.Draw draw, Scratch scratch) {
        scratch.out
                .i64(draw.seed())
                .zigzag(draw.component())
                .f64(draw.floorLogOdds())
                .text(draw.propensityKind())
                .f64(draw.lnJoint());
        scratch.out.bytes(scratch.encode(draw.parameters())).text(draw.teams());
    }

    private static void item(ShownItem item, Decision.Impression impression, EntryOutput out) {
        boolean certain = item.propensity() == 1
                && Double.doubleToRawLongBits(impression.lnConditional()) == 0
                && Double.doubleToRawLongBits(impression.lnPrefix()) == 0;
        out.u8((impression.pinned() ? FLAG_PINNED : 0)
                | (impression.explored() ? FLAG_EXPLORED : 0)
                | (certain ? FLAG_CERTAIN : 0));
        out.text(item.id()).count(impression.baseRank()).f64(impression.score());
        out.varint(impression.sources() & 0xffff_ffffL);
        if (!certain) {
            out.f64(item.propensity()).f64(impression.lnConditional()).f64(impression.lnPrefix());
        }
    }

    /** Reads what follows the version, 1 or 2. */
    static Decision decode(int version, EntryInput in) {
        long time = in.i64();
        Subject subject = in.subject();
        int flags = in.u8();
        UUID requestId = in.uuid();
        String placement = in.text();
        String model = in.text();
        String policy = in.text();
        Map<String, String> variants = in.texts();
        int firstPosition = in.count();
        int requested = in.count();
        Optional<String> degraded = (flags & FLAG_DEGRADED) == 0 ? Optional.empty() : Optional.of(in.text());
        Decision.Draw draw = draw(version, in);
        int size = in.count(ITEM_MIN_BYTES);
        List<ShownItem> items = new ArrayList<>(size);
        List<Decision.Impression> impressions = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            item(in, items, impressions);
        }
        Candidates candidates = Candidates.read(in);
        SlateRecord slate =
                new SlateRecord(requestId, time, subject, placement, model, policy, variants, firstPosition, items);
        int ranked = in.count();
        Map<String, String> context = in.texts();
        Decision.Exposure exposure = version == 1 ? Decision.Exposure.NONE : exposure(in);
        return new Decision(slate, requested, degraded, draw, impressions, candidates, ranked, context, exposure);
    }

    private static Decision.Draw draw(int version, EntryInput in) {
        long seed = in.i64();
        int component = (int) in.zigzag();
        double floorLogOdds = version == 1 ? 0 : in.f64();
        String kind = in.text();
        double lnJoint = in.f64();
        int count = in.count(1 + Double.BYTES);
        Map<String, Double> parameters = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            parameters.put(in.text(), in.f64());
        }
        String teams = version == 1 ? "" : in.text();
        return new Decision.Draw(seed, component, floorLogOdds, kind, lnJoint, parameters, teams);
    }

    private static void item(EntryInput in, List<ShownItem> items, List<Decision.Impression> impressions) {
        int flags = in.u8();
        String id = in.text();
        int baseRank = in.count();
        double score = in.f64();
        int sources = (int) in.varint();
        boolean certain = (flags & FLAG_CERTAIN) != 0;
        items.add(new ShownItem(id, certain ? 1 : in.f64()));
        impressions.add(new Decision.Impression(
                baseRank,
                score,
                certain ? 0 : in.f64(),
                certain ? 0 : in.f64(),
                sources,
                (flags & FLAG_PINNED) != 0,
                (flags & FLAG_EXPLORED) != 0));
    }
}
