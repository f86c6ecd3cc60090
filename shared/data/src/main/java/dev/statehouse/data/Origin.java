package dev.statehouse.data;

import dev.statehouse.data.identity.TokenSubject;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a piece of work comes from, for the audit log.
 *
 * @param via null, as the credential is, of a request that nobody has proved to be theirs
 * @param credentialId the API key, the login session or, for a token of an external issuer, its issuer's row
 * @param subject whom a token of an external issuer is about, 1 to 255 visible ASCII characters; null for the others
 * @param address that the request came from
 * @param requestId of the gateway, as its access log has it
 */
public record Origin(
        @Nullable Via via,
        @Nullable UUID credentialId,
        @Nullable String subject,
        @Nullable String address,
        @Nullable String requestId) {

    private static final int MOST_CHARACTERS = 255;
    private static final Pattern NO_WORD = Pattern.compile("[^!-~]");

    /** Of a request without a credential. */
    public static Origin unproved(String address, @Nullable String requestId) {
        return new Origin(null, null, null, address, requestId);
    }

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

    /**
     * The key or session itself; of an issuer's tokens, an id for each whom they are about.
     *
     * @throws NullPointerException if there is no credential
     */
    public UUID bearerId() {
        UUID credential = Objects.requireNonNull(credentialId);
        return subject == null ? credential : new TokenSubject(credential, subject).id();
    }

    /** Five words with a space between, of which each may be empty: the form of {@code app.enter_workspace}. */
    String words() {
        String credential = via == null ? " " : via.label() + ' ' + credentialId;
        return credential + ' ' + word(address) + ' ' + word(requestId) + ' ' + word(subject);
    }

    // The caller may have chosen it; it must not make a word more, nor a row of any length.
    private static String word(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String word = NO_WORD.matcher(text).replaceAll("?");
        return word.length() <= MOST_CHARACTERS ? word : word.substring(0, MOST_CHARACTERS);
    }
}
