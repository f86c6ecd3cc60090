package dev.statehouse.data.identity;

import dev.statehouse.data.limit.Operation;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/**
 * What the authorizer asks of one request's credential.
 *
 * @param key of Redis, by what finds the credential; no secret
 * @param workspace that the request names, as it names it; empty for none
 * @param sha256 of the credential that was shown
 * @param address that the request came from
 */
@SuppressWarnings("ArrayRecordComponent") // Compared in constant time, never as part of the record.
public record CredentialQuestion(String key, String workspace, byte[] sha256, Operation operation, String address) {

    /** A key belongs to one workspace, so what the request names is compared after the answer. */
    public static CredentialQuestion of(ApiKeyText key, Operation operation, String address) {
        return new CredentialQuestion(redisKey(key.prefix()), "", key.sha256(), operation, address);
    }

    public static CredentialQuestion of(SessionToken token, String workspace, Operation operation, String address) {
        return new CredentialQuestion(
                redisKey(token.userId(), token.sessionId()),
                workspace.toLowerCase(Locale.ROOT),
                token.sha256(),
                operation,
                address);
    }

    /** An issuer belongs to a workspace, so what the request names decides by which one the token is checked. */
    public static CredentialQuestion of(JwtText token, String workspace, Operation operation, String address) {
        byte[] sha256 = token.sha256();
        return new CredentialQuestion(
                "token:" + HexFormat.of().formatHex(sha256), workspace, sha256, operation, address);
    }

    static String redisKey(String keyPrefix) {
        return "apikey:" + keyPrefix;
    }

    static String redisKey(UUID userId, UUID sessionId) {
        return "session:" + userId + ":" + sessionId;
    }

    @Override
    public String toString() {
        return key + " " + operation;
    }
}
