package dev.statehouse.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Who a test's request comes from, as the authorizer would have found.
 *
 * @param identity texts by name
 */
public record TestCaller(Map<String, String> identity) {

    /** A key that acts for nobody. */
    public static TestCaller of(UUID workspaceId, String role) {
        return new TestCaller(Map.of(
                "workspaceId",
                workspaceId.toString(),
                "keyId",
                UUID.randomUUID().toString(),
                "role",
                role));
    }

    /** A person who is logged in and has named no workspace. */
    public static TestCaller person(UUID user, UUID session) {
        return new TestCaller(Map.of("userId", user.toString(), "sessionId", session.toString()));
    }

    /** Nobody. */
    public static TestCaller nobody() {
        return new TestCaller(Map.of("denied", "missing"));
    }

    public TestCaller actingFor(UUID user) {
        return with("userId", user.toString());
    }

    public TestCaller as(String role) {
        return with("role", role);
    }

    /** With the scopes alone, separated by spaces. */
    public TestCaller scoped(String scopes) {
        return with("scopes", scopes);
    }

    public TestCaller with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(identity);
        changed.put(name, value);
        return new TestCaller(changed);
    }
}
