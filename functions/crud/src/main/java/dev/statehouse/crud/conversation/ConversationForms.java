package dev.statehouse.crud.conversation;

/** The forms of fields, as the database has them. */
final class ConversationForms {

    static final String VISIBILITY = "workspace|private";
    static final String NO_VISIBILITY = "must be workspace or private";

    static final String ROLE = "system|user|assistant|tool";
    static final String NO_ROLE = "must be system, user, assistant or tool";

    static final String ENCODING = "o200k_base|cl100k_base";
    static final String NO_ENCODING = "must be o200k_base or cl100k_base";
    static final String USUAL_ENCODING = "o200k_base";

    /** Of UTF-8. */
    static final int MOST_CONTENT_BYTES = 1_048_576;

    static final int MOST_SUMMARY_BYTES = 100_000;

    private ConversationForms() {}
}
