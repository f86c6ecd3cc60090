package dev.statehouse.identity.issuer;

import dev.statehouse.http.HttpsUrl;
import dev.statehouse.http.Problem;
import dev.statehouse.http.RequestError;
import java.util.List;

/** The forms of an issuer's fields. */
final class Forms {

    static final String WORD = "[!-~]+";
    static final String NO_WORD = "must be visible ASCII characters without a space";
    static final String ALGORITHM = "[RPE]S(256|384|512)|EdDSA";
    static final String NO_ALGORITHM =
            "must be one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA";
    static final String ROLE = "viewer|editor|admin";
    static final String NO_ROLE = "must be viewer, editor or admin";

    private Forms() {}

    /**
     * An issuer's own URL, to which no query belongs (OpenID Connect Discovery 1.0, section 3).
     *
     * @throws RequestError if it is no such URL
     */
    static String issuer(String text) {
        return checked(text, text.indexOf('?') < 0, "/issuer", "must be an https URL without user, query or fragment");
    }

    /** @throws RequestError if it is no URL that keys can be had from */
    static String jwksUrl(String text) {
        return checked(text, true, "/jwksUrl", "must be an https URL without user or fragment");
    }

    private static String checked(String text, boolean also, String pointer, String fault) {
        if (also && HttpsUrl.isPlain(text)) {
            return text;
        }
        throw RequestError.invalid(
                pointer.substring(1) + " " + fault, List.of(Problem.FieldError.inBody(pointer, fault)));
    }
}
