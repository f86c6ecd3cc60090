/** Passwords: how they are hashed, checked and refused. */
@NullMarked
package dev.statehouse.identity.password;

import org.jspecify.annotations.NullMarked;
