package dev.statehouse.crud.agentrun;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.statehouse.data.agentrun.AgentRun;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.UUID;

/**
 * A run that was queued.
 *
 * @param warningBudgetIds budgets whose soft limit is reached
 */
@Introspected
record QueuedRun(@JsonUnwrapped AgentRun run, List<UUID> warningBudgetIds) {}
