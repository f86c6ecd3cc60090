/** Checks the tokens of external issuers. Its library is loaded with the first of them, not at the start. */
@NullMarked
package dev.statehouse.authorizer.token;

import org.jspecify.annotations.NullMarked;
