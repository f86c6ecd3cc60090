package dev.statehouse.data.identity;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Whom an issuer's token is about.
 *
 * @param issuerId of the issuer's row
 * @param text the token's {@code sub}, which is unique within its issuer
 */
public record TokenSubject(UUID issuerId, String text) {

    /** An id that no other subject has, as a key or a session has one: limits and idempotency keys are counted by it. */
    public UUID id() {
        ByteBuffer hash = ByteBuffer.wrap(TokenLetters.sha256(issuerId + "\n" + text));
        return new UUID(hash.getLong(), hash.getLong());
    }
}
