package dev.statehouse.authorizer;

import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.identity.JwtText;
import dev.statehouse.data.identity.SessionToken;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The credential that a request presents, by its form alone: the header's, or else the cookie's. */
sealed interface Presented {

    /** An API key. */
    record Key(ApiKeyText text) implements Presented {}

    /**
     * The token of a login session.
     *
     * @param cookie whether a browser sent it by itself, which proves nothing about who made it do so
     */
    record Session(SessionToken token, boolean cookie) implements Presented {}

    /** A JWT, of whatever issuer. */
    record Token(JwtText text) implements Presented {}

    /** Nothing that could be one. */
    record Nothing(String reason) implements Presented {}

    /** Set by the login with the prefix that keeps it to this host and to HTTPS (RFC 6265bis, section 4.1.3.2). */
    String COOKIE = "__Host-session";

    // RFC 6750, section 2.1; the scheme's name ignores case.
    Pattern BEARER = Pattern.compile("(?i)Bearer +(\\S+) *");

    static Presented in(AuthorizerEvent event) {
        String authorization = event.header("authorization");
        if (authorization != null) {
            Matcher bearer = BEARER.matcher(authorization);
            return bearer.matches() ? of(bearer.group(1)) : new Nothing("invalid");
        }
        String cookie = event.cookie(COOKIE);
        if (cookie == null) {
            return new Nothing("missing");
        }
        return session(SessionToken.parse(cookie), true);
    }

    private static Presented of(String text) {
        ApiKeyText key = ApiKeyText.parse(text);
        if (key != null) {
            return new Key(key);
        }
        JwtText token = JwtText.parse(text);
        return token == null ? session(SessionToken.parse(text), false) : new Token(token);
    }

    private static Presented session(@Nullable SessionToken token, boolean cookie) {
        return token == null ? new Nothing("invalid") : new Session(token, cookie);
    }
}
