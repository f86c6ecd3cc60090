@NullMarked
package dev.statehouse.data.profile;

import org.jspecify.annotations.NullMarked;
