package dev.statehouse.crud.conversation;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A summary of a conversation's messages up to one of them.
 *
 * @param content up to 100,000 bytes of UTF-8
 * @param seq of the last message that it is of
 */
@Introspected
record NewSummary(
        @NotBlank @Size(max = ConversationForms.MOST_SUMMARY_BYTES)
        String content,

        @NotNull @Min(1) Integer seq) {}
