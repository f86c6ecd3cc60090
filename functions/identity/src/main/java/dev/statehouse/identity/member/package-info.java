/** Routes of a workspace's members, and of invitations to become one. */
@NullMarked
package dev.statehouse.identity.member;

import org.jspecify.annotations.NullMarked;
