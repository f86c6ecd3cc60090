package dev.statehouse.data.conversation;

/**
 * A conversation with its newest messages.
 *
 * @param newest in their order; {@code hasMore} tells whether there are older ones
 */
public record ShownConversation(Conversation conversation, MessagePage newest) {}
