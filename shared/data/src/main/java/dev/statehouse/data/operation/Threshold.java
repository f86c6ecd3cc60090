package dev.statehouse.data.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** From where on a metric is a reason to look: the alarms of {@code template.yaml} have the same numbers, and a test holds both. */
public enum Threshold {
    POOL(Metric.POOL_PERCENT, Side.OVER, 80, 100),
    CONNECTIONS(Metric.CONNECTIONS_PERCENT, Side.OVER, 80, 95),
    BUFFER_HITS(Metric.BUFFER_HIT_PERCENT, Side.UNDER, 90, Double.NEGATIVE_INFINITY),
    REDIS_HITS(Metric.REDIS_HIT_PERCENT, Side.UNDER, 90, Double.NEGATIVE_INFINITY),
    /** Seen from the gateway, which alone measures it. */
    API_LATENCY(Metric.REQUEST_P95_MS, Side.OVER, 100, Double.POSITIVE_INFINITY),
    VECTOR_SEARCH(Metric.VECTOR_SEARCH_P95_MS, Side.OVER, 500, Double.POSITIVE_INFINITY),
    REPLICATION_LAG(Metric.REPLICATION_LAG_SECONDS, Side.OVER, 30, Double.POSITIVE_INFINITY),
    SLOW_QUERIES(Metric.SLOW_QUERIES, Side.OVER, 0, Double.POSITIVE_INFINITY),
    OLDEST_JOB(Metric.OLDEST_READY_JOB_SECONDS, Side.OVER, 300, 3_600),
    PARTITIONS(Metric.PARTITION_DAYS_LEFT, Side.UNDER, 31, 1),
    STORAGE(Metric.STORAGE_DAYS_LEFT, Side.UNDER, 14, 2),
    MISSING_RUNS(Metric.MISSING_RUNS, Side.OVER, 0, Double.POSITIVE_INFINITY),
    /** A backup a day, and two hours to make it. */
    BACKUP(Metric.BACKUP_AGE_SECONDS, Side.OVER, 93_600, 259_200),
    /** A drill a month. */
    DRILL(Metric.DRILL_AGE_SECONDS, Side.OVER, 2_764_800, Double.POSITIVE_INFINITY),
    NOT_MEASURED(Metric.NOT_MEASURED, Side.OVER, 0, Double.POSITIVE_INFINITY);

    /** On which side of the number the trouble lies. */
    public enum Side {
        OVER,
        UNDER
    }

    private final Metric metric;
    private final Side side;
    private final double limit;
    private final double failing;

    Threshold(Metric metric, Side side, double limit, double failing) {
        this.metric = metric;
        this.side = side;
        this.limit = limit;
        this.failing = failing;
    }

    public Metric metric() {
        return metric;
    }

    public Side side() {
        return side;
    }

    public double limit() {
        return limit;
    }

    /** As a reason names it: {@code oldest-job}. */
    public String check() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Logical id of its alarm in the template. */
    public String alarm() {
        return Arrays.stream(name().split("_", -1))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining())
                + "Alarm";
    }

    /**
     * The reason that a value is; none within the limit.
     *
     * @param note what it is about, such as a table; empty for nothing in particular
     */
    public Optional<HealthReason> judge(double value, String note) {
        if (side == Side.OVER ? value <= limit : value >= limit) {
            return Optional.empty();
        }
        boolean fails = side == Side.OVER ? value >= failing : value <= failing;
        String detail = "%s%s %s%s, %s %s%s"
                .formatted(
                        text(value),
                        metric.unit().suffix(),
                        metric.words(),
                        note.isEmpty() ? "" : " (" + note + ")",
                        side.name().toLowerCase(Locale.ROOT),
                        text(limit),
                        metric.unit().suffix());
        return Optional.of(new HealthReason(check(), fails ? "failing" : "degraded", detail, value, limit));
    }

    private static String text(double number) {
        String rounded = String.format(Locale.ROOT, "%.1f", number);
        return rounded.endsWith(".0") ? rounded.substring(0, rounded.length() - 2) : rounded;
    }
}
