/** Prices of models, budgets of months, and costs anew. */
@NullMarked
package dev.statehouse.crud.cost;

import org.jspecify.annotations.NullMarked;
