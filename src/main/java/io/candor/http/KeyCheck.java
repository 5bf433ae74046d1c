package io.candor.http;

import io.candor.access.ApiKey;
import io.candor.access.KeyDigest;
import io.candor.access.KeyRing;
import io.candor.access.KeyText;
import io.candor.error.CandorException;
import io.candor.error.ErrorCode;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass whose key the route takes: {@code Authorization: Bearer <key>}, or {@code ?key=} for a publishable one.
 *
 * <p>In this order: is there a key (KEY_MISSING), is it valid (KEY_INVALID, the same for malformed, unknown and revoked ones,
 * and RATE_LIMITED for an address that sends too many of those), does it answer this origin (ORIGIN_NOT_ALLOWED), is its
 * kind strong enough (KEY_NOT_ALLOWED), is it within its rate (RATE_LIMITED). While there are no keys everything passes.
 * Nothing of a body has been read yet. A valid key passes even when its address has failed too often before, since many
 * senders may share one, behind a proxy. Belongs to one event loop.
 */
final class KeyCheck implements Handler<RoutingContext> {
    private static final CharSequence WWW_AUTHENTICATE = HttpHeaders.createOptimized("www-authenticate");
    private static final CharSequence BEARER = HttpHeaders.createOptimized("Bearer");
    private static final String SCHEME = "Bearer ";

    private final CandorException missing = new CandorException(
            ErrorCode.KEY_MISSING, "this route needs a key; send it as Authorization: Bearer <key>");
    private final CandorException invalid = new CandorException(ErrorCode.KEY_INVALID, "the key is not valid");
    private final CandorException tooManyFailures =
            new CandorException(ErrorCode.RATE_LIMITED, "this address has sent too many keys that are not valid");
    private final CandorException tooFast =
            new CandorException(ErrorCode.RATE_LIMITED, "this key is used more often than it may be");
    private final CandorException inQueryString = new CandorException(
            ErrorCode.KEY_NOT_ALLOWED,
            "only a publishable key may stand in the query; send this one as Authorization: Bearer <key>, and better a new"
                    + " one, for proxies may have logged it");

    private final Access access;
    private final ApiKeys keys;
    private final CorsPolicy cors;
    private final HttpMetrics metrics;
    private final KeyDigest digest;
    private final CandorException tooWeak;

    /** @param digest of this event loop */
    KeyCheck(Access access, ApiKeys keys, CorsPolicy cors, HttpMetrics metrics, KeyDigest digest) {
        this.access = access;
        this.keys = keys;
        this.cors = cors;
        this.metrics = metrics;
        this.digest = digest;
        this.tooWeak = new CandorException(
                ErrorCode.KEY_NOT_ALLOWED,
                "this route needs a key of the kind " + access.wire() + (access == Access.ADMIN ? "" : " or stronger"));
    }

    @Override
    public void handle(RoutingContext context) {
        LiveKeys live = keys.live();
        CandorException refusal = live.ring().isRequired() && access.needsKey()
                ? withKey(context, live)
                : withoutKey(context, live.ring());
        if (refusal == null) {
            context.next();
        } else {
            metrics.refused(refusal.code());
            context.fail(refusal);
        }
    }

    private @Nullable CandorException withoutKey(RoutingContext context, KeyRing ring) {
        metrics.keyless();
        return access.needsKey() ? cors.admit(context) : cors.admitAnybody(context, ring);
    }

    private @Nullable CandorException withKey(RoutingContext context, LiveKeys live) {
        HttpServerRequest request = context.request();
        String query = request.query();
        int inQuery = KeyQuery.start(query);
        if (query != null && inQuery >= 0 && KeyText.isConfidential(query, inQuery)) {
            return inQueryString;
        }
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        int index;
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            index = live.ring().verify(header, SCHEME.length(), header.length(), digest);
        } else if (query != null && inQuery >= 0) {
            index = live.ring().verify(query, inQuery, KeyQuery.end(query, inQuery), digest);
        } else {
            context.response().putHeader(WWW_AUTHENTICATE, BEARER);
            return missing;
        }
        return index == KeyRing.NONE ? failed(context) : verified(context, live, index);
    }

    private CandorException failed(RoutingContext context) {
        String address = context.request().remoteAddress().hostAddress();
        boolean tolerated = keys.failures(address == null ? "" : address)
                .map(bucket -> bucket.take(context.response()))
                .orElse(true);
        if (!tolerated) {
            return tooManyFailures;
        }
        context.response().putHeader(WWW_AUTHENTICATE, BEARER);
        return invalid;
    }

    private @Nullable CandorException verified(RoutingContext context, LiveKeys live, int index) {
        ApiKey key = live.ring().key(index);
        Exchange.of(context).authenticated(key);
        metrics.keyed(key.kind());
        CandorException otherOrigin = cors.admit(context, key);
        if (otherOrigin != null) {
            return otherOrigin;
        }
        if (!access.allows(key.kind())) {
            return tooWeak;
        }
        RateBucket bucket = live.bucket(index);
        return bucket == null || bucket.take(context.response()) ? null : tooFast;
    }
}
