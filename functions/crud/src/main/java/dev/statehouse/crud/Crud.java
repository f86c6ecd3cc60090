package dev.statehouse.crud;

/** Everything that is created, read, updated and deleted over HTTP. */
public final class Crud {
    private Crud() {}
}
