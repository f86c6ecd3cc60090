package dev.statehouse.migrations;

/** The schema of the database and its way from one version to the next. */
public final class Migrations {
    private Migrations() {}
}
