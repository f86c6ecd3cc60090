package dev.statehouse.monitor;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.operation.LastCounters;
import dev.statehouse.data.operation.Measurements;
import dev.statehouse.data.operation.Metric;
import dev.statehouse.data.operation.NotMeasured;
import dev.statehouse.schedule.Operation;
import dev.statehouse.schedule.Run;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures everything once. What one probe can't measure is said, and keeps no other from measuring. */
@Singleton
final class Monitor implements Operation {

    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

    private final List<Probe> probes;
    private final Workspaces workspaces;
    private final Measurements measurements;
    private final MonitorSettings settings;
    private final Clock clock;
    private final PrintStream log;
    private final Set<NotMeasured> told = ConcurrentHashMap.newKeySet();

    Monitor(
            List<Probe> probes,
            Workspaces workspaces,
            Measurements measurements,
            MonitorSettings settings,
            Clock clock) {
        this.probes = probes;
        this.workspaces = workspaces;
        this.measurements = measurements;
        this.settings = settings;
        this.clock = clock;
        // A logger would wrap the line, and CloudWatch reads it only as it is.
        this.log = System.out;
    }

    @Override
    public String function() {
        return "monitor";
    }

    /**
     * Measures, and keeps what was found.
     *
     * @throws DataError if the database does not take it: what was found stands in the log then
     */
    @Override
    public MonitorCounts run(Run run) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Findings findings = measure(run, counters(now));
        findings.put(Metric.NOT_MEASURED, unexpected(findings));
        findings.missing().forEach(this::tell);
        Health health = Health.of(findings);
        log.println(EmbeddedMetrics.line(now, settings.stack(), health.status(), findings));
        keep(now, health, findings);
        return new MonitorCounts(
                health.status(),
                findings.values().size(),
                health.reasons().size(),
                findings.missing().size());
    }

    private static int unexpected(Findings findings) {
        return (int) findings.missing().stream()
                .filter(missing -> !missing.isExpected())
                .count();
    }

    private Counters counters(Instant now) {
        LastCounters last = workspaces.outside(measurements::lastCounters);
        return last == null
                ? Counters.NONE
                : new Counters(MonitorJson.numbers(last.counters()), Duration.between(last.firstMeasuredAt(), now));
    }

    private Findings measure(Run run, Counters before) {
        Findings findings = new Findings(before);
        boolean answers = true;
        for (Probe probe : probes) {
            if (run.deadline().isNear() || (!answers && probe.asksTheDatabase())) {
                findings.miss(new NotMeasured(probe.check(), "the database kept the monitor waiting", false));
            } else {
                answers &= attempt(probe, findings);
            }
        }
        return findings;
    }

    /** Whether the database still answers. */
    private static boolean attempt(Probe probe, Findings findings) {
        try {
            probe.measure(findings);
        } catch (RuntimeException failure) {
            LOG.warn("{} is not measured", probe.check(), failure);
            findings.miss(new NotMeasured(probe.check(), reason(failure), false));
            return !(probe.asksTheDatabase() && isAway(failure));
        }
        return true;
    }

    private static boolean isAway(RuntimeException failure) {
        return failure instanceof DataError error
                && (error.kind() == DataError.Kind.UNAVAILABLE || error.kind() == DataError.Kind.TIMEOUT);
    }

    // Messages of drivers and libraries may hold values; ours do not.
    private static String reason(RuntimeException failure) {
        if (failure instanceof MeasuringException || failure instanceof DataError) {
            return String.valueOf(failure.getMessage());
        }
        return DataError.sqlState(failure)
                .map(state -> switch (state) {
                    case "42501" -> "the role lacks the right to (42501)";
                    case "42704" -> "the extension pg_stat_statements is not installed";
                    case "55000" -> "the server does not load the extension (55000)";
                    default -> "the database refuses it (" + state + ")";
                })
                .orElseGet(() -> failure.getClass().getSimpleName());
    }

    // Once for each instance: the row of each run says it again.
    private void tell(NotMeasured missing) {
        if (told.add(missing)) {
            LOG.warn("Not measured: {}: {}", missing.check(), missing.detail());
        }
    }

    private void keep(Instant now, Health health, Findings findings) {
        Double bytes = findings.values().get(Metric.DATABASE_BYTES);
        workspaces.writeOutside(() -> measurements.record(
                now,
                health.status(),
                MonitorJson.of(health.reasons()),
                MonitorJson.of(findings.missing()),
                MonitorJson.metrics(findings),
                MonitorJson.of(findings.counters()),
                bytes == null ? null : bytes.longValue()));
    }
}
