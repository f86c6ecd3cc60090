package dev.statehouse.crud.profile;

import dev.statehouse.data.profile.SkillSelection;
import dev.statehouse.http.Activity;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which skills a list shows.
 *
 * @param identity id of an identity
 * @param category as the skill has it, letter by letter
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record SkillFilter(
        @Nullable @QueryValue UUID identity,
        @Nullable @QueryValue String category,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    SkillSelection in(UUID workspaceId) {
        return new SkillSelection(workspaceId, Activity.parse(active), identity, category);
    }
}
