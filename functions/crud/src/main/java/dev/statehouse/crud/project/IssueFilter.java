package dev.statehouse.crud.project;

import dev.statehouse.data.project.IssueSelection;
import dev.statehouse.http.Activity;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which issues a list shows.
 *
 * @param state open, planned, in_progress, in_review or closed
 * @param label may be repeated: the issue has all of them
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
record IssueFilter(
        @Nullable @QueryValue String state,
        @Nullable @QueryValue List<String> label,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    IssueSelection in(UUID workspaceId, UUID projectId) {
        if (state != null && !state.matches(IssueForms.STATE)) {
            throw RequestError.malformed("state", "state " + IssueForms.NO_STATE);
        }
        return new IssueSelection(
                workspaceId,
                projectId,
                Activity.parse(active),
                state,
                label == null || label.isEmpty() ? null : label.toArray(String[]::new));
    }
}
