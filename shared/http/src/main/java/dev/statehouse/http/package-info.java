/** The way of a request from an event to a controller and back. */
@NullMarked
package dev.statehouse.http;

import org.jspecify.annotations.NullMarked;
