package dev.statehouse.identity.account;

/** What names and addresses look like. */
final class Forms {

    static final String USERNAME = "[A-Za-z0-9][A-Za-z0-9._-]*";
    static final String USERNAME_FAULT =
            "must be letters, digits, dots, hyphens and underscores, a letter or digit first";

    /** No separators and no control characters, so that no address ends the line of a message's head. */
    static final String EMAIL = "[^@\\s\\p{Z}\\p{C},;<>]+@[^@\\s\\p{Z}\\p{C},;<>]+";

    static final String EMAIL_FAULT = "must be an email address";

    private Forms() {}
}
