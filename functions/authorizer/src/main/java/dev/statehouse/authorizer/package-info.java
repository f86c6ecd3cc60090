/** Says who a request comes from. */
@NullMarked
package dev.statehouse.authorizer;

import org.jspecify.annotations.NullMarked;
