package dev.statehouse.crud.transfer;

import dev.statehouse.crud.agentrun.AgentRunFilter;
import dev.statehouse.data.agentrun.AgentRunSelection;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are exported, and how.
 *
 * @param delivery {@code inline} if absent; {@code url} answers with a link to the file
 * @param status queued, running, waiting, paused, succeeded, failed or cancelled
 * @param project id of a project
 * @param issue id of an issue
 * @param promptVersion id of a prompt card's version
 * @param active false exports the deleted ones
 */
@Introspected
record RunExport(
        @Nullable @QueryValue String delivery,
        @Nullable @QueryValue String status,
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue UUID issue,
        @Nullable @QueryValue UUID promptVersion,
        @Nullable @QueryValue @Schema(type = "boolean") String active) {

    AgentRunSelection in(UUID workspaceId) {
        return new AgentRunFilter(status, project, issue, promptVersion, active, null, null).in(workspaceId);
    }
}
