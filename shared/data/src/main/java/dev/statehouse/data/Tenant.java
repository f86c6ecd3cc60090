package dev.statehouse.data;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose rows a piece of work may touch: those of a workspace, and in it the private ones of at most one person. */
public interface Tenant {

    UUID workspaceId();

    /** The person acted for, whose private rows are visible; null sees no private rows. */
    @Nullable
    UUID personId();

    /** Where the work comes from; null where no request stands behind it. */
    default @Nullable Origin origin() {
        return null;
    }
}
