package dev.statehouse.authorizer.token;

/** Why a token is refused that its issuer signed. */
public enum TokenFault {
    AUDIENCE("another audience"),
    SCOPE("required scope missing"),
    EARLY("not yet valid"),
    EXPIRED("expired");

    private final String reason;

    TokenFault(String reason) {
        this.reason = reason;
    }

    /** As the audit log tells it. */
    public String reason() {
        return reason;
    }
}
