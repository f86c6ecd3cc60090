package dev.statehouse.monitor;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.Metric;
import dev.statehouse.data.operation.ServerReadings;
import dev.statehouse.data.operation.StatementTime;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Statements that took over a second on average since the last run, by the fingerprints of their texts. Those are logged, and those
 * that once took over a second and longer than ever before: of a shorter one among fast ones, the server keeps no trace.
 */
@Singleton
final class StatementProbe implements Probe {

    static final double SLOW_MS = 1_000;
    private static final int MOST = 200;
    private static final int MOST_NAMED = 5;

    private final Workspaces workspaces;
    private final ServerReadings server;
    private final SlowStatementLog log;

    StatementProbe(Workspaces workspaces, ServerReadings server, SlowStatementLog log) {
        this.workspaces = workspaces;
        this.server = server;
        this.log = log;
    }

    @Override
    public String check() {
        return "slow-queries";
    }

    @Override
    public void measure(Findings findings) {
        Map<String, Double> means = new TreeMap<>();
        List<String> slow = new ArrayList<>();
        for (StatementTime statement : workspaces.outside(() -> server.slowStatements(MOST))) {
            String name = String.valueOf(statement.queryId());
            OptionalDouble calls = grown(findings, "calls " + name, (double) statement.calls());
            OptionalDouble time = grown(findings, "ms " + name, statement.totalMs());
            boolean isSlowerThanEver =
                    grown(findings, "most " + name, statement.mostMs()).isPresent();
            if (calls.isEmpty() || time.isEmpty()) {
                continue;
            }
            boolean isSlow = time.getAsDouble() > SLOW_MS * calls.getAsDouble();
            if (isSlow) {
                means.put(name, time.getAsDouble() / calls.getAsDouble());
            }
            if (isSlow || isSlowerThanEver) {
                slow.add(name);
            }
        }
        findings.put(Metric.SLOW_QUERIES, means.size(), named(means));
        means.values().stream()
                .max(Comparator.naturalOrder())
                .ifPresent(slowest -> findings.put(Metric.SLOWEST_MEAN_MS, slowest));
        log.log(slow);
    }

    // A statement that was not among them at the last run was not slow before: all that it has counts. At the very
    // first
    // run nobody knows when it was slow.
    private static OptionalDouble grown(Findings findings, String counter, double now) {
        boolean isFirst = findings.before().values().isEmpty();
        OptionalDouble growth = findings.count(counter, now);
        boolean isNew = !isFirst && !findings.before().values().containsKey(counter);
        return isNew
                ? OptionalDouble.of(now)
                : growth.stream().filter(grown -> grown > 0).findFirst();
    }

    private static String named(Map<String, Double> means) {
        return means.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_NAMED)
                .map(slow -> "query %s with %.0f ms".formatted(slow.getKey(), slow.getValue()))
                .collect(Collectors.joining(", "));
    }
}
