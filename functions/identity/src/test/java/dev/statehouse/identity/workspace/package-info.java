@NullMarked
package dev.statehouse.identity.workspace;

import org.jspecify.annotations.NullMarked;
