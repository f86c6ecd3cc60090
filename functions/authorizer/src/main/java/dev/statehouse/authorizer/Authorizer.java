package dev.statehouse.authorizer;

/** Tells who calls, in which workspace, in which role. */
public final class Authorizer {
    private Authorizer() {}
}
