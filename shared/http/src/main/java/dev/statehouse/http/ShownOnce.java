package dev.statehouse.http;

/** An answer with a secret that is shown to its first reader and stored nowhere, not for a repeat of the request either. */
public interface ShownOnce {

    /** The same answer as a repeat gets it. */
    ShownOnce withoutSecret();
}
