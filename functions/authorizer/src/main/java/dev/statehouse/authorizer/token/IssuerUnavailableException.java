package dev.statehouse.authorizer.token;

/** An issuer's keys can't be had, so nothing can be said of its tokens. Why not is in the log, once for each attempt. */
public final class IssuerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IssuerUnavailableException() {
        super("the keys of an issuer can't be had", null, false, false);
    }
}
