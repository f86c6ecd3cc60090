package dev.statehouse.crud.profile;

/** The forms of fields, as the database has them. */
final class ProfileForms {

    static final String NOT_BLANK = "(?s).*\\S.*";
    static final String BLANK = "must not be blank";
    static final String SLUG = "(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    static final String NO_SLUG = "must be lower-case words joined by hyphens";
    static final int LONGEST_SLUG = 100;
    static final int LONGEST_TEXT = 10_000;

    private ProfileForms() {}
}
