package dev.statehouse.data.profile;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/** A slug that a profile has or had, and that no other can take. */
@Introspected
@MappedEntity("profile_slugs")
public record ProfileSlug(@Id String slug, UUID profileId) {}
