package dev.statehouse.data.prompt;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;

/** A label name that, on every card of the workspace, only an admin may move. */
@Introspected
@MappedEntity("protected_labels")
public record ProtectedLabel(@Id String name, Instant createdAt) {}
