package dev.statehouse.crud.conversation;

import dev.statehouse.data.conversation.ConversationSelection;
import dev.statehouse.http.Activity;
import dev.statehouse.http.Caller;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations a list shows.
 *
 * @param owner {@code me}, or the id of a member, of whose conversations the workspace may see those that are not private
 * @param project id of a project
 * @param active false lists the deleted ones
 * @param limit from 1 to 100, 20 if absent
 * @param cursor {@code nextCursor} of the page before
 */
@Introspected
public record ConversationFilter(
        @Nullable @QueryValue String owner,
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue @Schema(type = "boolean") String active,
        @Nullable @QueryValue Integer limit,
        @Nullable @QueryValue String cursor) {

    /** The same for the database. */
    public ConversationSelection of(Caller caller) {
        return new ConversationSelection(
                caller.workspaceId(), caller.personId(), Activity.parse(active), project, ownerOf(caller));
    }

    private @Nullable UUID ownerOf(Caller caller) {
        if (owner == null) {
            return null;
        }
        if (owner.equals("me")) {
            if (caller.personId() == null) {
                throw RequestError.malformed("owner", "owner can't be me: these credentials act for no person");
            }
            return caller.personId();
        }
        try {
            return UUID.fromString(owner);
        } catch (IllegalArgumentException malformed) {
            throw RequestError.malformed("owner", "owner must be me or the id of a member");
        }
    }
}
