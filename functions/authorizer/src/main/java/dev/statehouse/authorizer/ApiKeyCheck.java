package dev.statehouse.authorizer;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.ApiKey;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.identity.ApiKeys;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whose API key a request carries. Thread-safe. */
@Singleton
final class ApiKeyCheck {

    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyCheck.class);

    // RFC 6750, section 2.1; the scheme's name ignores case.
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S+) *");

    // Compared where no row is found, so that an unknown prefix takes as long as a wrong secret.
    private static final byte[] NOBODYS = new byte[32];

    private final Workspaces workspaces;
    private final ApiKeys keys;
    private final Clock clock;

    ApiKeyCheck(Workspaces workspaces, ApiKeys keys, Clock clock) {
        this.workspaces = workspaces;
        this.keys = keys;
        this.clock = clock;
    }

    /** The caller as texts by name, or {@code denied} with the reason why there is none. */
    Map<String, String> identify(@Nullable String authorization) {
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        if (!bearer.matches()) {
            return denied(authorization == null ? "missing" : "invalid");
        }
        ApiKeyText text = ApiKeyText.parse(bearer.group(1));
        if (text == null) {
            return denied("invalid");
        }
        try {
            return identify(text, workspaces.outside(() -> keys.find(text.prefix())));
        } catch (DataError unavailable) {
            LOG.warn("The key of a request could not be looked up", unavailable);
            return denied("unavailable");
        }
    }

    private Map<String, String> identify(ApiKeyText text, @Nullable ApiKey key) {
        boolean proved = MessageDigest.isEqual(text.sha256(), key == null ? NOBODYS : key.secretSha256());
        if (key == null || !proved) {
            return denied("invalid");
        }
        if (key.revokedAt() != null) {
            return denied("revoked");
        }
        if (key.expiresAt() != null && !clock.instant().isBefore(key.expiresAt())) {
            return denied("expired");
        }
        return identity(key);
    }

    private static Map<String, String> identity(ApiKey key) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("workspaceId", key.workspaceId().toString());
        identity.put("keyId", key.id().toString());
        identity.put("role", key.role());
        if (key.userId() != null) {
            identity.put("userId", key.userId().toString());
        }
        return identity;
    }

    private static Map<String, String> denied(String reason) {
        return Map.of("denied", reason);
    }
}
