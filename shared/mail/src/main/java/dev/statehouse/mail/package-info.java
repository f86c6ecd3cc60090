/** Messages to people, and what carries them. */
@NullMarked
package dev.statehouse.mail;

import org.jspecify.annotations.NullMarked;
