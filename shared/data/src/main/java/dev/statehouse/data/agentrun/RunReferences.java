package dev.statehouse.data.agentrun;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a run to be made refers to; what was not named counts as found.
 *
 * @param projectFound whether it is an active project
 * @param issueFound whether it is an active issue, of the project if one was named
 * @param promptVersionFound whether it is a version that the caller may see
 * @param projectId the named project, or else the issue's
 */
@Introspected
public record RunReferences(
        boolean projectFound,
        boolean issueFound,
        boolean promptVersionFound,
        @Nullable UUID projectId) {}
