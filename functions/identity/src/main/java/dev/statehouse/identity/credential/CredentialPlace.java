package dev.statehouse.identity.credential;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Where a ciphertext belongs, and so the only place where it decrypts. */
record CredentialPlace(UUID workspaceId, UUID id, String column) {

    /** Names the table too: the template's key policy admits this column alone. */
    static final String VALUE = "credentials.ciphertext";

    static CredentialPlace of(UUID workspaceId, UUID id) {
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
