package dev.statehouse.crud.conversation;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A fork to be made.
 *
 * @param seq of the last message that it inherits
 * @param title its parent's if absent
 * @param visibility {@code private} unless it is {@code workspace}, whatever its parent is
 * @param context its parent's if absent
 */
@Introspected
record NewFork(
        @NotNull @Min(1) Integer seq,
        @Nullable @Size(max = 500) String title,

        @Nullable @Pattern(regexp = ConversationForms.VISIBILITY, message = ConversationForms.NO_VISIBILITY)
        String visibility,

        @Nullable @JsonForm Json context) {}
