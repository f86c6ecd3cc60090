package dev.statehouse.crud.prompt;

import dev.statehouse.data.DataError;

/** Bounds what includes and values may grow a prompt to: twenty includes that each double it would fill any memory. */
final class ExpansionLimit {

    /** In characters; as much as a single template may have. */
    static final int CHARACTERS = 1_000_000;

    private ExpansionLimit() {}

    static void check(int characters) {
        if (characters > CHARACTERS) {
            throw new DataError(
                    DataError.Kind.INVALID, "the prompt expands to more than " + CHARACTERS + " characters");
        }
    }
}
