/** How much a workspace, a credential, an address or an account may ask for: plans, and limits that hold across instances. */
@NullMarked
package dev.statehouse.data.limit;

import org.jspecify.annotations.NullMarked;
