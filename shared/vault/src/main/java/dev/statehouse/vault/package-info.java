/** Encrypts what is stored and must be had again: credentials of other services, the secrets of webhooks. */
@NullMarked
package dev.statehouse.vault;

import org.jspecify.annotations.NullMarked;
