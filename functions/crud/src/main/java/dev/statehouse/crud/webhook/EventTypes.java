package dev.statehouse.crud.webhook;

/** The types of events, as the database has them, and {@code *} for all. */
final class EventTypes {

    static final String FORM = "\\*|api-key\\.(created|revoked|updated)|credential\\.(created|deleted|updated)"
            + "|invitation\\.(accepted|created|revoked|updated)|issue\\.(created|deleted|restored|updated)|job\\.dead"
            + "|membership\\.(created|deleted|updated)"
            + "|model-preference\\.(created|deleted|restored|updated)|project\\.(created|deleted|restored|updated)"
            + "|prompt-card\\.(created|deleted|restored|updated)|prompt-label\\.(deleted|set)"
            + "|prompt-version\\.created|protected-label\\.(created|deleted)"
            + "|style-guide\\.(created|deleted|restored|updated)|token-issuer\\.(created|deleted|updated)"
            + "|webhook\\.(created|deleted|disabled|updated)|workspace\\.updated";

    static final String NONE = "must be * or a type of event";

    private EventTypes() {}
}
