package dev.statehouse.crud.webhook;

/** The types of events, as the database has them, and {@code *} for all. */
final class EventTypes {

    static final String FORM = "\\*|agent-run\\.(created|deleted|finished|restored|started|updated)"
            + "|api-key\\.(created|revoked|updated)|budget\\.(created|deleted|restored|updated|warned)"
            + "|conversation\\.(created|deleted|restored|updated)|credential\\.(created|deleted|updated)"
            + "|experience\\.(created|deleted|restored|updated)|identity\\.(created|deleted|restored|updated)"
            + "|invitation\\.(accepted|created|revoked|updated)|issue\\.(created|deleted|restored|updated)"
            + "|job\\.dead|knowledge-entry\\.(created|deleted|failed|ready|restored|updated)"
            + "|membership\\.(created|deleted|updated)|message\\.(deleted|restored|updated)"
            + "|model-preference\\.(created|deleted|restored|updated)"
            + "|model-price\\.(created|deleted|restored|updated)"
            + "|price-recalculation\\.(applied|created|updated)|profile\\.(created|deleted|restored|updated)"
            + "|project\\.(created|deleted|restored|updated)|prompt-card\\.(created|deleted|restored|updated)"
            + "|prompt-label\\.(deleted|set)|prompt-version\\.created|protected-label\\.(created|deleted)"
            + "|skill\\.(created|deleted|restored|updated)|style-guide\\.(created|deleted|restored|updated)"
            + "|token-issuer\\.(created|deleted|updated)|vector\\.(created|deleted|restored|updated)"
            + "|webhook\\.(created|deleted|disabled|updated)|workspace\\.updated";

    static final String NONE = "must be * or a type of event";

    private EventTypes() {}
}
