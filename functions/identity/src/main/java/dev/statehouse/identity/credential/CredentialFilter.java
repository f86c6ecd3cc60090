package dev.statehouse.identity.credential;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which credentials a list shows.
 *
 * @param provider the service that they are for
 * @param scope may be repeated: the credential has all of them
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record CredentialFilter(
        @Nullable @QueryValue String provider,
        @Nullable @QueryValue List<String> scope,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    String @Nullable [] scopeArray() {
        return scope == null || scope.isEmpty() ? null : scope.toArray(String[]::new);
    }
}
