package dev.statehouse.data;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of work comes from, for the audit log.
 *
 * @param credentialId the API key, the login session or, for a token of an external issuer, its issuer's row
 * @param address that the request came from
 * @param requestId of the gateway, as its access log has it
 */
public record Origin(
        Via via,
        UUID credentialId,
        @Nullable String address,
        @Nullable String requestId) {

    /** The kind of credential. */
    public enum Via {
        KEY,
        SESSION,
        TOKEN;

        /** As the authorizer and the audit log write it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
