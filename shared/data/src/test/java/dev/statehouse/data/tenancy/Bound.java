package dev.statehouse.data.tenancy;

/** What is bound to the transaction of a cell. */
enum Bound {
    /** A workspace and one of its members. */
    MEMBER,
    /** The same workspace, for nobody: a key that acts for no person. */
    NOBODY,
    /** Another workspace and a member of that. */
    STRANGER,
    /** The other workspace, on a server connection that was bound to the first in the transaction before. */
    STRANGER_AFTER_MEMBER,
    /** Nothing, on a connection that has never been bound. */
    UNBOUND,
    /** Nothing: the setting reads ''. */
    EMPTY,
    /** Nothing, on a server connection that was bound in the transaction before. */
    STALE;

    boolean isBound() {
        return this != UNBOUND && this != EMPTY && this != STALE;
    }
}
