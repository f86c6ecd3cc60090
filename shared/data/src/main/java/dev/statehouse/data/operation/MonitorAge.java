package dev.statehouse.data.operation;

import java.time.Duration;
import java.util.Optional;

/** How old the monitor's last measurement may be. Its alarm in {@code template.yaml} waits as long. */
public final class MonitorAge {

    /** Three of its schedule's times. */
    public static final Duration LATE = Duration.ofMinutes(3);

    /** From here on nobody knows how the installation is. */
    private static final Duration LOST = Duration.ofMinutes(10);

    private static final String CHECK = "monitor";

    private MonitorAge() {}

    /** The reason that a measurement of this age is; none while it is fresh. */
    public static Optional<HealthReason> judge(double ageSeconds) {
        if (ageSeconds <= LATE.toSeconds()) {
            return Optional.empty();
        }
        return Optional.of(new HealthReason(
                CHECK,
                ageSeconds > LOST.toSeconds() ? "failing" : "degraded",
                "the monitor last measured %.0f s ago, over %d s".formatted(ageSeconds, LATE.toSeconds()),
                ageSeconds,
                (double) LATE.toSeconds()));
    }

    /** The reason where it has never measured. */
    public static HealthReason never() {
        return new HealthReason(CHECK, "failing", "the monitor has not measured yet", null, null);
    }
}
