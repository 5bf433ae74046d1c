package io.candor.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.candor.access.KeyRing;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The keys as all event loops see them: the ring in force, and what is left of every limit. Thread-safe; reading it takes no
 * lock.
 */
public final class ApiKeys {
    private static final int MAX_ADDRESSES = 10_000;
    private static final Duration ADDRESS_FORGOTTEN = Duration.ofMinutes(10);
    private static final int IPV6_NETWORK_BYTES = 8;

    private final KeyRates rates;
    private final LongSupplier nanoTime;
    private final Cache<String, RateBucket> failures = Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            .expireAfterAccess(ADDRESS_FORGOTTEN)
            .build();
    private volatile LiveKeys live;

    public ApiKeys(KeyRing ring, KeyRates rates, LongSupplier nanoTime) {
        this.rates = rates;
        this.nanoTime = nanoTime;
        this.live = new LiveKeys(ring, rates, nanoTime);
    }

    /** Puts another ring in force for all requests that begin after this. */
    public synchronized void replace(KeyRing ring) {
        live = live.with(ring, rates, nanoTime);
    }

    LiveKeys live() {
        return live;
    }

    /** Returns the bucket of failed attempts of an address; empty when there is no limit. */
    Optional<RateBucket> failures(String address) {
        return rates.failures().isUnlimited()
                ? Optional.empty()
                : Optional.of(failures.get(network(address), key -> new RateBucket(rates.failures(), nanoTime)));
    }

    /** Returns what one sender has: an address of version 4, and of version 6 its /64 network. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), IPV6_NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
