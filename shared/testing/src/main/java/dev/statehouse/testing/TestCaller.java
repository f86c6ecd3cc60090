package dev.statehouse.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who a test's request comes from, as the authorizer would have found.
 *
 * @param role {@code viewer}, {@code editor}, {@code admin} or {@code owner}
 * @param userId the member that the key acts for; null for none
 */
public record TestCaller(
        UUID workspaceId, UUID keyId, String role, @Nullable UUID userId) {

    public static TestCaller of(UUID workspaceId, String role) {
        return new TestCaller(workspaceId, UUID.randomUUID(), role, null);
    }

    public TestCaller actingFor(UUID user) {
        return new TestCaller(workspaceId, keyId, role, user);
    }

    public TestCaller as(String otherRole) {
        return new TestCaller(workspaceId, keyId, otherRole, userId);
    }

    Map<String, String> identity() {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("workspaceId", workspaceId.toString());
        identity.put("keyId", keyId.toString());
        identity.put("role", role);
        if (userId != null) {
            identity.put("userId", userId.toString());
        }
        return identity;
    }
}
