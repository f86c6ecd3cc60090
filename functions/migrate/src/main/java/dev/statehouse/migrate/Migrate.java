package dev.statehouse.migrate;

/** Brings the database to the newest schema, as a step of a deployment. */
public final class Migrate {
    private Migrate() {}
}
