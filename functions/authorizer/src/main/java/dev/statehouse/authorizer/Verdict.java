package dev.statehouse.authorizer;

import dev.statehouse.data.identity.KnownCredential;
import dev.statehouse.data.limit.Taken;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the authorizer answers: texts by name, as the functions find them in their events. */
final class Verdict {

    // Compared where nothing is known, so that an unknown credential takes as long as a wrong secret.
    private static final byte[] NOBODYS = new byte[32];

    private Verdict() {}

    /** The caller, or {@code denied} with the reason why there is none. */
    static Map<String, String> of(
            byte[] shown, @Nullable KnownCredential known, NamedWorkspace named, Instant now, Taken taken) {
        boolean proved = MessageDigest.isEqual(shown, known == null ? NOBODYS : known.sha256());
        if (!taken.allowed()) {
            return denied("rate", taken);
        }
        if (known == null || !proved) {
            return denied("invalid", taken);
        }
        String denied = known.facts().get(Facts.DENIED);
        if (denied == null || denied.equals(Facts.FOREIGN)) {
            denied = now.isBefore(known.until()) ? denied : "expired";
        }
        if (denied == null && isForeign(known.facts(), named)) {
            denied = Facts.FOREIGN;
        }
        Map<String, String> verdict = denied == null ? allowed(known.facts(), taken) : denied(denied, taken);
        // Who is logged in stays so, whatever workspace the request names: for what is the person's alone.
        if (Facts.FOREIGN.equals(verdict.get(Facts.DENIED)) && known.facts().containsKey("sessionId")) {
            List.of("sessionId", "userId")
                    .forEach(name ->
                            Facts.putIfKnown(verdict, name, known.facts().get(name)));
        }
        return verdict;
    }

    // A session's workspace was looked up by the name; a key's is its own, whatever the request names.
    static boolean isForeign(Map<String, String> facts, NamedWorkspace named) {
        String slug = facts.get(Facts.SLUG);
        return slug != null
                && !named.isNone()
                && !named.text().equals(slug)
                && !named.text().equals(facts.get(Facts.WORKSPACE_ID));
    }

    private static Map<String, String> allowed(Map<String, String> facts, Taken taken) {
        Map<String, String> identity = new LinkedHashMap<>(facts);
        identity.remove(Facts.SLUG);
        addLimit(identity, taken);
        return identity;
    }

    /** @param taken null if no limit was asked */
    static Map<String, String> denied(String reason, @Nullable Taken taken) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(Facts.DENIED, reason);
        if (taken != null) {
            addLimit(identity, taken);
            if (!taken.allowed()) {
                identity.put(Facts.DENIED, "rate");
                identity.put("retryAfter", String.valueOf(taken.retryAfterSeconds()));
            }
        }
        return identity;
    }

    private static void addLimit(Map<String, String> identity, Taken taken) {
        identity.put("rateLimit", taken.header());
        identity.put("rateLimitPolicy", taken.policyHeader());
    }
}
