package dev.statehouse.crud.project;

import dev.statehouse.data.DataError;
import dev.statehouse.data.project.Projects;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Projects that rows may be put into. */
@Singleton
public final class ActiveProjects {

    private final Projects projects;

    ActiveProjects(Projects projects) {
        this.projects = projects;
    }

    /**
     * Checks a body's {@code projectId}, inside the transaction that writes it: the reference alone would take a deleted project
     * too.
     *
     * @throws DataError {@code INVALID} unless it is null or an active project's
     */
    public void check(@Nullable UUID projectId) {
        if (projectId != null && projects.find(projectId) == null) {
            throw new DataError(DataError.Kind.INVALID, "there is no such project", "/projectId");
        }
    }
}
