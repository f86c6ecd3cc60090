package dev.statehouse.crud.agentrun;

import dev.statehouse.data.agentrun.AgentRunSelection;
import dev.statehouse.http.Activity;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a list shows.
 *
 * @param status queued, running, waiting, paused, succeeded, failed or cancelled
 * @param project id of a project
 * @param issue id of an issue
 * @param promptVersion id of a prompt card's version
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
public record AgentRunFilter(
        @Nullable @QueryValue String status,
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue UUID issue,
        @Nullable @QueryValue UUID promptVersion,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    /** The same for the database. */
    public AgentRunSelection in(UUID workspaceId) {
        if (status != null && !status.matches(RunStatus.FORM)) {
            throw RequestError.malformed("status", "status " + RunStatus.NONE);
        }
        return new AgentRunSelection(workspaceId, Activity.parse(active), status, project, issue, promptVersion);
    }
}
