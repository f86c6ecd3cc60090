package dev.statehouse.crud.vector;

/** The forms of fields, as the database has them. */
final class VectorForms {

    static final String VISIBILITY = "workspace|private";
    static final String NO_VISIBILITY = "must be workspace or private";

    /** Characters; it is searched in one piece. */
    static final int LONGEST_CONTENT = 20_000;

    static final int MOST_METADATA = 20_000;
    static final int MOST_DIMENSIONS = 3_072;

    private VectorForms() {}
}
