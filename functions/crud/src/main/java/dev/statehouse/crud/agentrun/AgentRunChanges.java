package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a run; absent fields stay as they are.
 *
 * @param status one that may follow the present one
 * @param error why it failed, or was cancelled; null in JSON takes it away
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record AgentRunChanges(
        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Pattern(regexp = RunStatus.FORM, message = RunStatus.NONE)
        String status,

        @Nullable @JsonForm Json workflowState,
        @Nullable Optional<@Size(max = 10_000) String> error) {

    boolean movesError() {
        return error != null;
    }

    @Nullable
    String newError() {
        return error == null ? null : error.orElse(null);
    }
}
