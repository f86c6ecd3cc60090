package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.ServerReadings;
import dev.statehouse.data.operation.SlowStatement;
import dev.statehouse.data.operation.StatementPlan;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs slow statements with their plans and without values. The plans are those for any values, see
 * {@code operations.explain_statement}; whoever must see the plan of an execution sets the template's {@code SlowPlans}.
 */
@Singleton
final class SlowStatementLog {

    static final int MOST = 20;
    /** Of a text; of a longer one no more is read, and it has no plan. */
    static final int MOST_CHARACTERS = 10_000;

    // Of the run's 50 s, beside all the rest; the last one may take the role's 10 s.
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(SlowStatementLog.class);

    private final Workspaces workspaces;
    private final ServerReadings server;

    SlowStatementLog(Workspaces workspaces, ServerReadings server) {
        this.workspaces = workspaces;
        this.server = server;
    }

    /** Logs the slowest of these; a statement that can't be explained with the reason in a word. */
    void log(List<String> queryIds) {
        if (queryIds.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        String[] ids = queryIds.toArray(String[]::new);
        for (SlowStatement slow : workspaces.outside(() -> server.statements(ids, MOST, MOST_CHARACTERS + 1))) {
            boolean isLate = System.nanoTime() - begun > PATIENCE.toNanos();
            log(slow, isLate ? StatementPlan.none("time") : explain(slow));
        }
    }

    private StatementPlan explain(SlowStatement slow) {
        String text = slow.text();
        if (text == null) {
            return StatementPlan.none("unknown");
        }
        if (StatementText.mayHoldValues(text)) {
            return StatementPlan.none("values");
        }
        return workspaces.statementOutside(() -> server.explain(text));
    }

    private static void log(SlowStatement slow, StatementPlan plan) {
        boolean isKnown = plan.plan() != null;
        LoggingEventBuilder line = LOG.atWarn()
                .addKeyValue("fingerprint", slow.queryId())
                .addKeyValue("roles", slow.roles())
                .addKeyValue("calls", slow.calls())
                .addKeyValue("meanMs", Math.round(slow.meanMs()))
                .addKeyValue("maxMs", Math.round(slow.mostMs()));
        String text = slow.text();
        if (text != null && !StatementText.mayHoldValues(text)) {
            line = line.addKeyValue("statement", text);
        }
        line.addKeyValue(isKnown ? "plan" : "withoutPlan", isKnown ? plan.plan() : plan.reason())
                .log("Slow statement");
    }
}
