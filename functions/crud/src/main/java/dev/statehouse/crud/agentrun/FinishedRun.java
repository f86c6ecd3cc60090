package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import dev.statehouse.http.Problem.FieldError;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run of a file, that is over.
 *
 * @param projectId the issue's if absent
 * @param status {@code succeeded}, {@code failed} or {@code cancelled}
 * @param error why it failed, or was cancelled
 * @param startedAt null for one that was cancelled before
 */
@Introspected
public record FinishedRun(
        @Nullable UUID projectId,
        @Nullable UUID issueId,
        @Nullable UUID promptVersionId,
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 200) String agent,

        @NotNull @Pattern(regexp = "succeeded|failed|cancelled", message = "must be succeeded, failed or cancelled")
        String status,

        @Nullable @JsonForm Json workflowState,
        @Nullable @Size(max = 10_000) String error,
        @Nullable @Min(10) @Max(86_400) Integer heartbeatSeconds,
        @Nullable Instant startedAt,
        @NotNull Instant finishedAt) {

    /** What of it does not go together. */
    public List<FieldError> faults() {
        List<FieldError> faults = new ArrayList<>();
        if (startedAt == null && !status.equals("cancelled")) {
            faults.add(
                    FieldError.inBody("/startedAt", "must be there: only what was cancelled may never have started"));
        }
        if (startedAt != null && finishedAt.isBefore(startedAt)) {
            faults.add(FieldError.inBody("/finishedAt", "must not be before startedAt"));
        }
        return faults;
    }
}
