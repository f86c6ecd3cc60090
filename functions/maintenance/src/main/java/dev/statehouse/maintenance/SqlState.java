package dev.statehouse.maintenance;

import java.sql.SQLException;

/** What PostgreSQL's error codes mean here (manual, appendix A). */
enum SqlState {
    MISSING_RIGHT,
    /** Another session holds what is needed; the next run finds it free. */
    LOCKED,
    /** The statement was ended, by its own limit or by somebody. */
    ENDED,
    OTHER;

    static SqlState of(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "42501" -> MISSING_RIGHT;
            case "55P03", "40P01" -> LOCKED;
            case "57014" -> ENDED;
            default -> OTHER;
        };
    }
}
