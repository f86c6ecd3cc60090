@NullMarked
package dev.statehouse.authorizer;

import org.jspecify.annotations.NullMarked;
