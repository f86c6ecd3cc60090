package dev.statehouse.http;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a credential may be used for, whatever its bearer's role allows: {@code prompts:read}, or {@code read} for every
 * domain. {@code admin} includes {@code write}, which includes {@code read}; {@code use} must be given by name.
 *
 * @param granted empty grants nothing
 */
public record Scopes(Set<String> granted) {

    /** Of a credential that was given none: only its bearer's role limits it. */
    public static final Scopes ALL = new Scopes(Set.of("admin", "credentials:use"));

    private static final List<String> LEVELS = List.of("read", "write", "admin");

    public Scopes {
        granted = Set.copyOf(granted);
    }

    /**
     * The scopes in a text.
     *
     * @param text separated by spaces, as OAuth 2.0 writes them (RFC 6749, section 3.3); null for {@link #ALL}
     */
    public static Scopes parse(@Nullable String text) {
        return text == null
                ? ALL
                : new Scopes(new TreeSet<>(Arrays.asList(text.trim().split(" +", -1))));
    }

    /** Whether all that the other scopes allow is allowed by these: no credential makes one that may do more. */
    public boolean cover(Scopes other) {
        return other.granted.stream().allMatch(this::include);
    }

    /** Whether one of them includes this scope; one that names no domain is of every domain. */
    public boolean include(String scope) {
        // Of a scope without a domain, all of it is the level: the index is -1 then.
        int colon = scope.indexOf(':');
        String domain = scope.substring(0, colon + 1);
        int level = LEVELS.indexOf(scope.substring(colon + 1));
        if (level < 0) {
            return granted.contains(scope);
        }
        return LEVELS.subList(level, LEVELS.size()).stream()
                .anyMatch(enough -> granted.contains(domain + enough) || granted.contains(enough));
    }
}
