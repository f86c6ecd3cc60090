package dev.statehouse.testing.layout;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The table of permissions in shared/http, read by its names alone: what roles and scopes mean is said here once more, so
 * that a fault in the code that decides is seen.
 */
final class PermissionTable {

    static final List<String> ROLES = List.of("viewer", "editor", "admin", "owner");

    private static final List<String> LEVELS = List.of("read", "write", "admin");

    private PermissionTable() {}

    /** One line of the table. */
    record Line(String leastRole, String scope) {

        boolean isRoleEnough(String role) {
            return ROLES.indexOf(role) >= ROLES.indexOf(leastRole);
        }

        /** Whether a credential with this scope alone may do it. */
        boolean isScopeEnough(String granted) {
            String[] needed = scope.split(":", 2);
            String[] given = granted.split(":", 2);
            boolean ranked = LEVELS.contains(needed[1]);
            String level = given[given.length - 1];
            boolean sameDomain = given.length == 1 || given[0].equals(needed[0]);
            return ranked ? sameDomain && LEVELS.indexOf(level) >= LEVELS.indexOf(needed[1]) : granted.equals(scope);
        }
    }

    static Line line(String permission) {
        return Arrays.stream(constants())
                .filter(constant -> name(constant).equals(permission))
                .map(constant -> new Line(read(constant, "leastRole"), read(constant, "scope")))
                .findFirst()
                .orElseThrow();
    }

    /** Every scope that there is, and those of a domain that no operation has yet. */
    static Set<String> scopes() {
        Set<String> scopes = new LinkedHashSet<>(LEVELS);
        for (Object constant : constants()) {
            scopes.add(read(constant, "scope"));
        }
        scopes.addAll(List.of("nothing:admin", "use", "nonsense"));
        return new TreeSet<>(scopes);
    }

    private static Object[] constants() {
        try {
            return Class.forName("dev.statehouse.http.Permission").getEnumConstants();
        } catch (ClassNotFoundException missing) {
            throw new LinkageError("there is no table of permissions", missing);
        }
    }

    private static String name(Object constant) {
        return ((Enum<?>) constant).name();
    }

    private static String read(Object constant, String accessor) {
        try {
            Object value = constant.getClass().getMethod(accessor).invoke(constant);
            return value instanceof Enum<?> role ? role.name().toLowerCase(Locale.ROOT) : value.toString();
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("a permission has no " + accessor, missing);
        }
    }
}
