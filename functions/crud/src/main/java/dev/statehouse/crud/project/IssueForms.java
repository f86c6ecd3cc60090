package dev.statehouse.crud.project;

/** The forms of an issue's fields, as the database has them. */
final class IssueForms {

    static final String STATE = "open|planned|in_progress|in_review|closed";
    static final String NO_STATE = "must be open, planned, in_progress, in_review or closed";

    /** Without a user: what stands before an at sign looks like the host. */
    static final String URL = "https?://[A-Za-z0-9.:\\[\\]-]+([/?#][!-~]*)?";

    static final String NO_URL = "must be an http or https URL without user";
    static final int LONGEST_URL = 2_000;
    static final int LONGEST_BODY = 100_000;

    private IssueForms() {}
}
