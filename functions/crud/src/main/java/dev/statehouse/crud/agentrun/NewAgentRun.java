package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run to be queued.
 *
 * @param projectId the issue's if absent
 * @param issueId of the project, if one is named
 * @param promptVersionId of a prompt card that the caller may see
 * @param name what is to be done
 * @param agent which agent is to do it
 * @param workflowState any JSON object
 * @param reservedMicrousd what it is expected to cost at most, in millionths of a dollar: budgets count it until the run's end
 * @param heartbeatSeconds 300 if absent: a running run that was not heard of for so long is stale
 */
@Introspected
record NewAgentRun(
        @Nullable UUID projectId,
        @Nullable UUID issueId,
        @Nullable UUID promptVersionId,
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 200) String agent,
        @Nullable @JsonForm Json workflowState,
        @Nullable @Min(0) @Max(NewAgentRun.MOST_RESERVED) Long reservedMicrousd,
        @Nullable @Min(10) @Max(86_400) Integer heartbeatSeconds) {

    /** A million dollars. */
    static final long MOST_RESERVED = 1_000_000_000_000L;

    private static final int USUAL_HEARTBEAT_SECONDS = 300;

    Json workflowStateOrNone() {
        return Objects.requireNonNullElse(workflowState, Json.EMPTY_OBJECT);
    }

    long reservedOrNothing() {
        return Objects.requireNonNullElse(reservedMicrousd, 0L);
    }

    int heartbeatOrUsual() {
        return Objects.requireNonNullElse(heartbeatSeconds, USUAL_HEARTBEAT_SECONDS);
    }
}
