package dev.statehouse.worker;

import dev.statehouse.data.job.JobKind;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The handlers by kind. */
@Singleton
final class JobHandlers {

    private final Map<String, JobHandler<?>> byKind;

    JobHandlers(Collection<JobHandler<?>> handlers) {
        this.byKind = handlers.stream()
                .collect(Collectors.toUnmodifiableMap(handler -> handler.kind().name(), Function.identity()));
    }

    @Nullable
    JobHandler<?> of(String kind) {
        return byKind.get(kind);
    }

    /** Of all kinds that this worker knows. */
    Collection<JobKind<?>> kinds() {
        return byKind.values().stream().<JobKind<?>>map(JobHandler::kind).toList();
    }
}
