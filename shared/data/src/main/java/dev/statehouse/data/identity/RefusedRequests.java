package dev.statehouse.data.identity;

import dev.statehouse.data.Origin.Via;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one credential that a limit refused, and that the audit log has not been told of.
 *
 * @param known whose they are
 * @param key of Redis, under which they were counted
 * @param requests at least 1
 * @param since when the first of them was refused, by Redis's clock
 */
public record RefusedRequests(KnownCredential known, String key, long requests, Instant since) {

    /** The workspace that they were for; null if they were a session's for none. */
    public @Nullable UUID workspaceId() {
        return id("workspaceId");
    }

    /** Null if what is known tells of no credential of ours. */
    public @Nullable Via via() {
        for (Via via : Via.values()) {
            if (id(factOf(via)) != null) {
                return via;
            }
        }
        return null;
    }

    /** The key or session itself; of a token its issuer's row. */
    public @Nullable UUID credentialId() {
        Via via = via();
        return via == null ? null : id(factOf(via));
    }

    /** Whom a token is about; null for the others. */
    public @Nullable String subject() {
        return known.facts().get("subject");
    }

    private static String factOf(Via via) {
        return via.label() + "Id";
    }

    private @Nullable UUID id(String fact) {
        String text = known.facts().get(fact);
        return text == null ? null : UUID.fromString(text);
    }
}
