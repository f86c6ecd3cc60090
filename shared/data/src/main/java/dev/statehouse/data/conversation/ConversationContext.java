package dev.statehouse.data.conversation;

import io.micronaut.core.annotation.Introspected;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a conversation is to be sent to a model.
 *
 * @param tokens of it, the summary's too; never more than asked for
 * @param summary what is to be sent before the first of the newest messages, in place of what is left out; null if nothing is, if
 *     there is none or if it does not fit
 * @param messages in their order
 */
@Introspected
public record ConversationContext(int tokens, @Nullable Summary summary, List<Message> messages, LeftOut leftOut) {

    /**
     * Of the messages up to a number.
     *
     * @param seq of the last message that it is of
     */
    @Introspected
    public record Summary(int seq, String content, int tokenCount) {}

    /**
     * What did not fit.
     *
     * @param messages how many
     * @param tokens of them
     * @param firstSeq the number of the first; null if there is none
     * @param lastSeq the number of the last: all messages after it are there; null if there is none
     */
    @Introspected
    public record LeftOut(
            int messages,
            long tokens,
            @Nullable Integer firstSeq,
            @Nullable Integer lastSeq) {}
}
