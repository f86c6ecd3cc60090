package dev.statehouse.authorizer.token;

import dev.statehouse.data.identity.FoundTokenIssuer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.UUID;

/**
 * Says whether an issuer signed a token, by the keys that it publishes, which are remembered for each row of an issuer: what
 * one workspace's tokens cause to be fetched keeps no other one waiting. Thread-safe.
 */
@Singleton
public final class IssuerKeys {

    /** The one asked longest ago makes room. */
    private static final int MOST_REMEMBERED = 64;

    private final JwksClient client;
    private final Clock clock;
    private final LinkedHashMap<Place, CachedKeys> remembered = new LinkedHashMap<>(16, 0.75f, true);

    IssuerKeys(JwksClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    private record Place(UUID issuerId, String url) {}

    /**
     * Whether one of the issuer's keys signed it.
     *
     * @param token whose algorithm the issuer allows
     * @throws IssuerUnavailableException if no keys can be had
     */
    public boolean signed(FoundTokenIssuer issuer, UnverifiedToken token) {
        CachedKeys cached = cached(issuer);
        KeySet keys = cached.get();
        if (keys.signed(token)) {
            return true;
        }
        // A wrong signature by a key that it names is no reason to ask the issuer again.
        boolean mayBeNewer = token.keyId() == null || !keys.hasKeyOf(token);
        return mayBeNewer && cached.again().signed(token);
    }

    private CachedKeys cached(FoundTokenIssuer issuer) {
        synchronized (remembered) {
            CachedKeys cached = remembered.computeIfAbsent(
                    new Place(issuer.id(), issuer.jwksUrl()), place -> new CachedKeys(place.url(), client, clock));
            if (remembered.size() > MOST_REMEMBERED) {
                remembered.pollFirstEntry();
            }
            return cached;
        }
    }
}
