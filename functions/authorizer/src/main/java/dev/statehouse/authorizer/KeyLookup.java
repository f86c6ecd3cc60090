package dev.statehouse.authorizer;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.ApiKey;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.identity.ApiKeys;
import dev.statehouse.data.identity.KnownCredential;
import dev.statehouse.data.limit.Plan;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks PostgreSQL about an API key. Thread-safe. */
@Singleton
final class KeyLookup {

    private final Workspaces workspaces;
    private final ApiKeys keys;

    KeyLookup(Workspaces workspaces, ApiKeys keys) {
        this.workspaces = workspaces;
        this.keys = keys;
    }

    /**
     * What is known of the key; null if there is none with its prefix.
     *
     * @throws dev.statehouse.data.DataError if the database can't answer
     */
    @Nullable
    KnownCredential find(ApiKeyText text, Instant askedAt) {
        ApiKey key = workspaces.outside(() -> keys.find(text.prefix(), text.sha256()));
        return key == null
                ? null
                : new KnownCredential(
                        askedAt,
                        until(key),
                        key.secretSha256(),
                        key.workspaceId().toString(),
                        Plan.named(key.plan()),
                        key.id().toString(),
                        facts(key));
    }

    private static boolean isRevoked(ApiKey key) {
        return key.revokedAt() != null || key.role() == null;
    }

    private static Instant until(ApiKey key) {
        return isRevoked(key)
                ? KnownCredential.ENDED
                : Objects.requireNonNullElse(key.expiresAt(), KnownCredential.NEVER_ENDS);
    }

    private static Map<String, String> facts(ApiKey key) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (isRevoked(key)) {
            facts.put(Facts.DENIED, "revoked");
        }
        facts.put(Facts.WORKSPACE_ID, key.workspaceId().toString());
        facts.put(Facts.SLUG, key.workspaceSlug());
        facts.put("keyId", key.id().toString());
        Facts.putIfKnown(facts, "role", key.role());
        Facts.putIfKnown(facts, "userId", key.userId());
        Facts.putIfKnown(facts, "scopes", key.scopes());
        return facts;
    }
}
