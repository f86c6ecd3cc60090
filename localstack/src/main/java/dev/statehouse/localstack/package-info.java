/** The gateway of the local stack: API Gateway's HTTP API and Lambda on a laptop. */
@NullMarked
package dev.statehouse.localstack;

import org.jspecify.annotations.NullMarked;
