/** Requests to addresses that strangers chose: a workspace's admins name URLs, and the functions call them. */
@NullMarked
package dev.statehouse.outbound;

import org.jspecify.annotations.NullMarked;
