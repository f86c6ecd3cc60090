package dev.statehouse.crud.conversation;

import dev.statehouse.data.conversation.WrittenMessage;
import io.micronaut.core.annotation.Introspected;
import java.util.List;

/** What came of messages that were added together, in their order. */
@Introspected
record WrittenMessages(List<WrittenMessage> messages) {}
