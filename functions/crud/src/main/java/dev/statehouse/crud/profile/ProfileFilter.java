package dev.statehouse.crud.profile;

import dev.statehouse.data.profile.ProfileSelection;
import dev.statehouse.http.Activity;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which profiles a list shows.
 *
 * @param identity id of an identity
 * @param isActive only those that are switched on, or off; both if absent
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record ProfileFilter(
        @Nullable @QueryValue UUID identity,
        @Nullable @QueryValue @Schema(type = "boolean") String isActive,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    ProfileSelection in(UUID workspaceId) {
        return new ProfileSelection(workspaceId, Activity.parse(active), identity, switchedOn(isActive));
    }

    private static @Nullable Boolean switchedOn(@Nullable String isActive) {
        return switch (isActive) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw RequestError.malformed("isActive", "isActive must be true or false");
        };
    }
}
