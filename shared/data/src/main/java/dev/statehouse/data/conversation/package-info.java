/** Conversations, their messages, and what a model is sent of them. */
@NullMarked
package dev.statehouse.data.conversation;

import org.jspecify.annotations.NullMarked;
