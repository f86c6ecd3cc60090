package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * How PostgreSQL would answer a statement, or why that is not known.
 *
 * @param plan the text of EXPLAIN; null if there is none
 * @param reason a word, or an SQLSTATE; null if there is a plan
 */
@Introspected
public record StatementPlan(@Nullable String plan, @Nullable String reason) {

    public static StatementPlan none(String reason) {
        return new StatementPlan(null, reason);
    }
}
