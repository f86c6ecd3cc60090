package dev.statehouse.worker.document;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What a document may take to read.
 *
 * @param timeLimit {@code DOCUMENTS_TIME_LIMIT}, a minute
 * @param memoryMb {@code DOCUMENTS_MEMORY_MB}, the heap of the process that reads one, beside the worker's own; one runs at a time
 */
@ConfigurationProperties("documents")
record DocumentSettings(
        @Bindable(defaultValue = "PT1M") Duration timeLimit,
        @Bindable(defaultValue = "384") int memoryMb) {}
