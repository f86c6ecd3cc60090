package dev.statehouse.vault;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Where a ciphertext belongs, and so the only place where it decrypts. */
public record CredentialPlace(UUID workspaceId, UUID id, String column) {

    // With their tables, for the template's policies admit each function to the columns that it works with.
    private static final String VALUE = "credentials.ciphertext";
    private static final String WEBHOOK_SECRET = "webhook_secrets.ciphertext";

    /** A webhook's secret. */
    public static CredentialPlace ofWebhookSecret(UUID workspaceId, UUID id) {
        return new CredentialPlace(workspaceId, id, WEBHOOK_SECRET);
    }

    /** A credential of another service. */
    public static CredentialPlace of(UUID workspaceId, UUID id) {
        return new CredentialPlace(workspaceId, id, VALUE);
    }

    /** As AWS CloudTrail shows it beside each use of a key. */
    Map<String, String> context() {
        return Map.of("workspace", workspaceId.toString(), "row", id.toString(), "column", column);
    }

    /** @param format version of the stored form */
    byte[] associatedData(int format) {
        return "%s|%s|%s|%d".formatted(workspaceId, id, column, format).getBytes(StandardCharsets.UTF_8);
    }
}
