package dev.statehouse.identity.session;

import java.time.Duration;
import java.time.Instant;

/**
 * The cookie of a browser's session: sent to this host alone, over HTTPS alone, out of the reach of scripts, and not with
 * what other sites send (RFC 6265bis, sections 4.1.2 and 4.1.3.2). The gateway's authorizer reads it.
 */
final class SessionCookie {

    private static final String NAME = "__Host-session";
    private static final String RULES = "; Path=/; Secure; HttpOnly; SameSite=Lax";

    private SessionCookie() {}

    static String of(String token, Instant now, Instant endsAt) {
        return NAME + "=" + token + "; Max-Age=" + Duration.between(now, endsAt).toSeconds() + RULES;
    }

    static String gone() {
        return NAME + "=; Max-Age=0" + RULES;
    }
}
