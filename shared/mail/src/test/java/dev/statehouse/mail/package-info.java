/** Tests. */
@NullMarked
package dev.statehouse.mail;

import org.jspecify.annotations.NullMarked;
