package dev.statehouse.data;

/** Rows, repositories and the binding of a workspace. */
public final class Workspaces {
    private Workspaces() {}
}
