@NullMarked
package dev.statehouse.crud.conversation;

import org.jspecify.annotations.NullMarked;
