package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;

/** Looks at the live schema for what should not be so, whoever made it so. Thread-safe. */
@Singleton
@Order(3)
final class LintTask implements MaintenanceTask {

    private final MaintenanceSettings settings;

    LintTask(MaintenanceSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "lint";
    }

    @Override
    public void run(Work work) throws SQLException {
        work.waitForLocks(Duration.ofSeconds(2));
        for (LintRule rule : LintRule.values()) {
            work.database()
                    .query(
                            rule.query(),
                            row -> Fault.of(
                                    rule.severity(), rule.kind(), row.getString(1), row.getString(2), row.getString(3)),
                            settings.observedDays(),
                            settings.wraparoundShare(),
                            PartitionTask.MONTHS_AHEAD)
                    .forEach(work::find);
        }
        work.count("rules", LintRule.values().length);
        work.count("found", work.faults().size());
    }
}
