package dev.statehouse.crud.transfer;

import dev.statehouse.crud.conversation.ConversationFilter;
import dev.statehouse.data.conversation.ConversationSelection;
import dev.statehouse.http.Caller;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations are exported, and how.
 *
 * @param delivery {@code inline} if absent; {@code url} answers with a link to the file
 * @param owner {@code me}, or the id of a member
 * @param project id of a project
 */
@Introspected
record ConversationExport(
        @Nullable @QueryValue String delivery,
        @Nullable @QueryValue String owner,
        @Nullable @QueryValue UUID project) {

    ConversationSelection of(Caller caller) {
        return new ConversationFilter(owner, project, null, null, null).of(caller);
    }
}
