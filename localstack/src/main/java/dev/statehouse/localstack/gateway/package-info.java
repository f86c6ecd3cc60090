/** The way of a request: limits, route, authorizer, event, answer, as API Gateway's HTTP API does it. */
@NullMarked
package dev.statehouse.localstack.gateway;

import org.jspecify.annotations.NullMarked;
