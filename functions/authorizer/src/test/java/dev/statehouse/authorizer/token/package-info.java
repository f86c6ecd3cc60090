@NullMarked
package dev.statehouse.authorizer.token;

import org.jspecify.annotations.NullMarked;
