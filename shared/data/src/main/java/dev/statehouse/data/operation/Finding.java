package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with the database, and still is.
 *
 * @param task of maintenance that found it
 * @param kind what is wrong, such as {@code unused-index}
 * @param object that it is wrong with, such as {@code app.projects_newest}
 * @param severity note, warning or error
 * @param fix SQL that puts it right; null where that takes more
 */
@Introspected
@MappedEntity("findings")
public record Finding(
        @Id String task,
        String kind,
        String object,
        String severity,
        String message,
        @Nullable String fix,
        Instant firstSeenAt,
        Instant lastSeenAt) {}
