/** Identities and their masks, and the experiences and skills that masks show. */
@NullMarked
package dev.statehouse.crud.profile;

import org.jspecify.annotations.NullMarked;
