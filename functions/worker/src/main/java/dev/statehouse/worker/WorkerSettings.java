package dev.statehouse.worker;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How a worker works.
 *
 * @param lease a job whose worker went away is claimed again after so long; a heartbeat comes three times in it
 * @param parallelism jobs at a time; the pool has two connections more, for claims and heartbeats
 * @param mostAtOnce jobs that run or wait here; only those that take milliseconds come to it
 */
@ConfigurationProperties("worker")
record WorkerSettings(
        @Bindable(defaultValue = "PT1M") Duration lease,
        @Bindable(defaultValue = "4") int parallelism,
        @Bindable(defaultValue = "500") int mostAtOnce) {}
