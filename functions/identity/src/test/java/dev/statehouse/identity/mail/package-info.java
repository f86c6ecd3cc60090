/** Tests. */
@NullMarked
package dev.statehouse.identity.mail;

import org.jspecify.annotations.NullMarked;
