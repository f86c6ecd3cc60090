package dev.statehouse.data.conversation;

import java.util.List;

/**
 * Messages in the order that was asked for.
 *
 * @param hasMore whether others follow the last one
 */
public record MessagePage(List<Message> messages, boolean hasMore) {}
