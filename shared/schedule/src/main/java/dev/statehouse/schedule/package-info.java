/**
 * Functions that a schedule calls: each due time has one effect however often its event comes, and leaves a row that tells when,
 * what and how it ended.
 */
@NullMarked
package dev.statehouse.schedule;

import org.jspecify.annotations.NullMarked;
