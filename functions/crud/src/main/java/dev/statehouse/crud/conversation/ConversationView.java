package dev.statehouse.crud.conversation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.statehouse.data.conversation.Conversation;
import dev.statehouse.data.conversation.Message;
import dev.statehouse.http.Paging.Listing;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as it is shown.
 *
 * @param messages the newest ones in their order, if they were asked for; its cursor leads to older ones, in a list with
 *     {@code order=desc}
 */
record ConversationView(
        @JsonUnwrapped Conversation conversation,
        @Nullable @JsonInclude(JsonInclude.Include.NON_NULL) Listing<Message> messages) {}
