package dev.statehouse.crud.prompt;

import dev.statehouse.data.project.Project;
import dev.statehouse.data.project.Projects;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The projects that a file's rows name; each is looked up once. */
final class KnownProjects {

    private final Projects projects;
    private final Map<String, Optional<UUID>> known = new HashMap<>();

    KnownProjects(Projects projects) {
        this.projects = projects;
    }

    /** @param name id or slug */
    Optional<UUID> id(String name) {
        return known.computeIfAbsent(
                name,
                unknown -> Optional.ofNullable(projects.named(unknown, uuid(unknown)))
                        .map(Project::id));
    }

    private static @Nullable UUID uuid(String name) {
        return Slugs.isUuid(name) ? UUID.fromString(name) : null;
    }
}
