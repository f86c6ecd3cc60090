package dev.statehouse.data.project;

/** What is hidden with a deleted project. */
final class InUse {

    /** A condition: the row {@code r} belongs to an active project, or to none. */
    static final String ROW = "(r.project_id IS NULL"
            + " OR EXISTS (SELECT FROM projects p WHERE p.id = r.project_id AND p.deleted_at IS NULL))\n";

    private InUse() {}
}
