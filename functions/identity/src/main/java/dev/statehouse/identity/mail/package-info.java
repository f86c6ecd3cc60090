/** What people are written about their accounts. */
@NullMarked
package dev.statehouse.identity.mail;

import org.jspecify.annotations.NullMarked;
