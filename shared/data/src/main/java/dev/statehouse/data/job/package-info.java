/**
 * Jobs: work without a request. Enqueued in the caller's transaction, claimed with a lease and a fence by the worker, retried,
 * and kept when they are given up.
 */
@NullMarked
package dev.statehouse.data.job;

import org.jspecify.annotations.NullMarked;
