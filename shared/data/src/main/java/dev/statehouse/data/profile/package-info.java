/** Identities, the masks under which they are shown, and what those can show. */
@NullMarked
package dev.statehouse.data.profile;

import org.jspecify.annotations.NullMarked;
