package dev.statehouse.authorizer.token;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of one issuer, as they were fetched last. Thread-safe: one thread fetches, others wait for it.
 *
 * <p>They are believed for five minutes, after which a key that the issuer took away is gone. If it does not answer then,
 * they serve on for six hours: an issuer that is down for a while has not lost its keys, and whoever could keep it from
 * being asked would have to hold the private one too.
 */
final class CachedKeys {

    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration STALE = Duration.ofHours(6);

    /** Between two attempts, whatever unknown keys tokens name. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(CachedKeys.class);

    private final String url;
    private final JwksClient client;
    private final Clock clock;
    private @Nullable KeySet keys;
    private Instant fetchedAt = Instant.MIN;
    private Instant triedAt = Instant.MIN;

    CachedKeys(String url, JwksClient client, Clock clock) {
        this.url = url;
        this.client = client;
        this.clock = clock;
    }

    /** @throws IssuerUnavailableException if there are none */
    synchronized KeySet get() {
        if (!isWithin(FRESH, fetchedAt)) {
            tryToFetch();
        }
        KeySet known = keys;
        if (known == null || !isWithin(STALE, fetchedAt)) {
            throw new IssuerUnavailableException();
        }
        return known;
    }

    /** Those that the issuer has now, if it was not asked just before: it may have begun to sign with another key. */
    synchronized KeySet again() {
        tryToFetch();
        return get();
    }

    private void tryToFetch() {
        if (isWithin(PAUSE, triedAt)) {
            return;
        }
        triedAt = clock.instant();
        try {
            keys = KeySet.parse(client.fetch(url));
            fetchedAt = triedAt;
        } catch (IOException failed) {
            LOG.warn("The keys at {} can't be had: {}", url, failed.toString());
        }
    }

    // What happened in the future happened before the clock was set back.
    private boolean isWithin(Duration duration, Instant past) {
        Instant now = clock.instant();
        return !past.isAfter(now) && past.isAfter(now.minus(duration));
    }
}
