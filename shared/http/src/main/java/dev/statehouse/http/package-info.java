/** The way of a request inside a function: event in, caller, conditions, limits, problems, result out. */
@NullMarked
package dev.statehouse.http;

import org.jspecify.annotations.NullMarked;
