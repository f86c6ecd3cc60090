/** What the gateway reads from {@code template.yaml}: functions, routes, authorizers and schedules. */
@NullMarked
package dev.statehouse.localstack.template;

import org.jspecify.annotations.NullMarked;
