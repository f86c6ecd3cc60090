package dev.statehouse.monitor;

import dev.statehouse.data.operation.HealthReason;
import dev.statehouse.data.operation.NotMeasured;
import dev.statehouse.data.operation.Threshold;
import java.util.ArrayList;
import java.util.List;

/**
 * What the findings of a run come to.
 *
 * @param status healthy, degraded or failing
 * @param reasons why, those that fail first
 */
record Health(String status, List<HealthReason> reasons) {

    private static final String FAILING = "failing";

    static Health of(Findings findings) {
        List<HealthReason> reasons = new ArrayList<>();
        for (Threshold threshold : Threshold.values()) {
            Double value = findings.values().get(threshold.metric());
            // What could not be measured stands below, each with its own words.
            if (value != null && threshold != Threshold.NOT_MEASURED) {
                threshold.judge(value, findings.note(threshold.metric())).ifPresent(reasons::add);
            }
        }
        findings.missing().stream()
                .filter(missing -> !missing.isExpected())
                .map(Health::reason)
                .forEach(reasons::add);
        reasons.sort((a, b) -> Boolean.compare(fails(b), fails(a)));
        boolean failing = reasons.stream().anyMatch(Health::fails);
        return new Health(failing ? FAILING : reasons.isEmpty() ? "healthy" : "degraded", List.copyOf(reasons));
    }

    private static HealthReason reason(NotMeasured missing) {
        return new HealthReason(missing.check(), "degraded", "not measured: " + missing.detail(), null, null);
    }

    private static boolean fails(HealthReason reason) {
        return reason.severity().equals(FAILING);
    }
}
