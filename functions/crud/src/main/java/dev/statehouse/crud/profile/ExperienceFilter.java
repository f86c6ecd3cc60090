package dev.statehouse.crud.profile;

import dev.statehouse.data.profile.ExperienceSelection;
import dev.statehouse.http.Activity;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which experiences a list shows.
 *
 * @param identity id of an identity
 * @param tag may be repeated: the experience has all of them
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record ExperienceFilter(
        @Nullable @QueryValue UUID identity,
        @Nullable @QueryValue List<String> tag,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    ExperienceSelection in(UUID workspaceId) {
        return new ExperienceSelection(
                workspaceId,
                Activity.parse(active),
                identity,
                tag == null || tag.isEmpty() ? null : tag.toArray(String[]::new));
    }
}
