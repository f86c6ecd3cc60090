package dev.statehouse.data.conversation;

import java.time.Instant;
import java.util.UUID;

/** A place in a list of conversations: that of its last row. */
public record ConversationPosition(Instant updatedAt, UUID id) {}
