/** Conversations and their messages, forks, contexts for models, and the shape of OpenAI's chat messages. */
@NullMarked
package dev.statehouse.crud.conversation;

import org.jspecify.annotations.NullMarked;
