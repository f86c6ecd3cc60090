/** Messages to people, and what carries them. */
@NullMarked
package dev.statehouse.identity.mail;

import org.jspecify.annotations.NullMarked;
