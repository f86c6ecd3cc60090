@NullMarked
package dev.statehouse.search.prompt;

import org.jspecify.annotations.NullMarked;
