package dev.statehouse.data.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the monitor measures, each with its unit and its name in words. */
public enum Metric {
    CONNECTIONS(Unit.COUNT, "connections of PostgreSQL"),
    CONNECTIONS_ACTIVE(Unit.COUNT, "connections that work"),
    CONNECTIONS_IDLE(Unit.COUNT, "connections that wait for a client"),
    CONNECTIONS_IDLE_IN_TRANSACTION(Unit.COUNT, "connections that wait for a client inside a transaction"),
    CONNECTIONS_WAITING_FOR_A_LOCK(Unit.COUNT, "connections that wait for a lock"),
    CONNECTIONS_PERCENT(Unit.PERCENT, "of max_connections are in use"),
    POOL_PERCENT(Unit.PERCENT, "of the fullest pool are in use"),
    POOL_WAITING_CLIENTS(Unit.COUNT, "clients that wait for a connection of a pool"),
    POOL_LONGEST_WAIT_MS(Unit.MILLISECONDS, "longest present wait for a connection of a pool"),
    POOL_AVERAGE_WAIT_MS(Unit.MILLISECONDS, "average wait for a connection of a pool"),
    BUFFER_HIT_PERCENT(Unit.PERCENT, "of blocks were found in PostgreSQL's buffers"),
    SLOW_QUERIES(Unit.COUNT, "statements took over a second on average since the last run"),
    SLOWEST_MEAN_MS(Unit.MILLISECONDS, "mean time of the slowest statement"),
    OLDEST_TRANSACTION_SECONDS(Unit.SECONDS, "age of the oldest transaction"),
    OLDEST_XMIN_AGE(Unit.COUNT, "transactions since the oldest snapshot that is held"),
    OLDEST_FROZEN_AGE(Unit.COUNT, "transactions since the oldest row that is not frozen"),
    REPLICAS(Unit.COUNT, "replicas"),
    REPLICATION_LAG_SECONDS(Unit.SECONDS, "lag of the slowest replica"),
    REPLICATION_LAG_BYTES(Unit.BYTES, "lag of the slowest replica"),
    DEAD_ROWS(Unit.COUNT, "dead rows"),
    DEAD_ROWS_PERCENT(Unit.PERCENT, "of the rows of a table of some size are dead, at the most"),
    INDEX_BYTES(Unit.BYTES, "size of all indexes"),
    UNUSED_INDEXES(Unit.COUNT, "indexes of some size that were never read"),
    DATABASE_BYTES(Unit.BYTES, "size of the database"),
    DATABASE_BYTES_PER_DAY(Unit.BYTES, "growth of the database a day"),
    STORAGE_DAYS_LEFT(Unit.DAYS, "until the storage is full"),
    PARTITION_DAYS_LEFT(Unit.DAYS, "until a table's last partition ends"),
    JOBS_READY(Unit.COUNT, "jobs that wait for a worker"),
    JOBS_RUNNING(Unit.COUNT, "jobs that run"),
    JOBS_DEAD(Unit.COUNT, "jobs that were given up"),
    OLDEST_READY_JOB_SECONDS(Unit.SECONDS, "that the oldest ready job has waited"),
    RUN_AGE_SECONDS(Unit.SECONDS, "age of the last run that succeeded, at the most"),
    MISSING_RUNS(Unit.COUNT, "functions have not run in time"),
    BACKUP_AGE_SECONDS(Unit.SECONDS, "since the last backup that succeeded"),
    DRILL_AGE_SECONDS(Unit.SECONDS, "since the last drill that succeeded"),
    REDIS_HIT_PERCENT(Unit.PERCENT, "of keys were found in Redis"),
    REDIS_USED_BYTES(Unit.BYTES, "memory that Redis uses"),
    REDIS_MEMORY_PERCENT(Unit.PERCENT, "of Redis's memory are in use"),
    REDIS_EVICTIONS(Unit.COUNT, "keys that Redis gave up for want of memory"),
    REDIS_CLIENTS(Unit.COUNT, "clients of Redis"),
    VECTOR_SEARCHES(Unit.COUNT, "searches by vector in the last five minutes"),
    VECTOR_SEARCH_P95_MS(Unit.MILLISECONDS, "p95 of searches by vector"),
    REQUEST_P95_MS(Unit.MILLISECONDS, "p95 of requests"),
    NOT_MEASURED(Unit.COUNT, "things that could not be measured");

    /** A unit as CloudWatch names it, and as people read it. */
    public enum Unit {
        BYTES("Bytes", " bytes"),
        COUNT("Count", ""),
        DAYS("None", " days"),
        MILLISECONDS("Milliseconds", " ms"),
        PERCENT("Percent", "%"),
        SECONDS("Seconds", " s");

        private final String cloudWatch;
        private final String suffix;

        Unit(String cloudWatch, String suffix) {
            this.cloudWatch = cloudWatch;
            this.suffix = suffix;
        }

        public String cloudWatch() {
            return cloudWatch;
        }

        String suffix() {
            return suffix;
        }
    }

    private final Unit unit;
    private final String words;

    Metric(Unit unit, String words) {
        this.unit = unit;
        this.words = words;
    }

    public Unit unit() {
        return unit;
    }

    String words() {
        return words;
    }

    /** As rows hold it: {@code pool_percent}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As CloudWatch shows it: {@code PoolPercent}. */
    public String cloudWatch() {
        return Arrays.stream(name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
