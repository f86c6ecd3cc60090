@NullMarked
package dev.statehouse.identity.member;

import org.jspecify.annotations.NullMarked;
