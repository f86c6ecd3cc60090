package dev.statehouse.data.conversation;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/** What came of a message that was added: all that its writer did not know before. */
@Introspected
public record WrittenMessage(UUID id, int seq, int tokenCount, Instant createdAt) {}
