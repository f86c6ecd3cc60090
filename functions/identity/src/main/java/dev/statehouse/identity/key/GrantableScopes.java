package dev.statehouse.identity.key;

import dev.statehouse.data.DataError;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Problem;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Scopes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scopes that there are, and those that a maker may give away. */
public final class GrantableScopes {

    private static final Set<String> KNOWN = Stream.concat(
                    Stream.of("read", "write", "admin"),
                    Arrays.stream(Permission.values()).map(Permission::scope))
            .collect(Collectors.toUnmodifiableSet());

    private GrantableScopes() {}

    /**
     * What a key gets.
     *
     * @param asked null for as much as the maker's credential has
     * @return in order, each once; null for all that its role allows
     * @throws RequestError if one is not known
     * @throws DataError if one is beyond the maker's
     */
    public static String @Nullable [] of(@Nullable List<String> asked, Scopes makers) {
        if (asked == null) {
            return makers.equals(Scopes.ALL) ? null : sorted(makers.granted());
        }
        for (int i = 0; i < asked.size(); i++) {
            String pointer = "/scopes/" + i;
            if (!KNOWN.contains(asked.get(i))) {
                String fault = "there is no such scope; there are " + String.join(", ", new TreeSet<>(KNOWN));
                throw RequestError.invalid(fault, List.of(Problem.FieldError.inBody(pointer, fault)));
            }
            if (!makers.include(asked.get(i))) {
                throw new DataError(DataError.Kind.FORBIDDEN, "your own credentials do not have this scope", pointer);
            }
        }
        return sorted(Set.copyOf(asked));
    }

    private static String[] sorted(Set<String> scopes) {
        return new TreeSet<>(scopes).toArray(String[]::new);
    }
}
