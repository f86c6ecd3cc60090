package dev.statehouse.data;

import com.zaxxer.hikari.pool.HikariPool;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What PostgreSQL's errors mean, by SQLSTATE (PostgreSQL manual, appendix A) and by the name of the constraint. */
final class SqlErrors {

    /** Constraints whose breach is the caller's to mend, by name: the field's JSON pointer and what is wrong with it. */
    private static final Map<String, Breach> BREACHES = Map.ofEntries(
            Map.entry(
                    "credentials_name_unique",
                    new Breach("/name", "the provider has a credential of this name already")),
            Map.entry("prompt_cards_slug_unique", new Breach("/slug", "this slug is taken")),
            Map.entry("prompt_cards_private_slug_unique", new Breach("/slug", "this slug is taken")),
            Map.entry("workspaces_slug_unique", new Breach("/slug", "this slug is taken")),
            Map.entry("acts_for_a_member", new Breach("/actsForMe", "you are no member of this workspace")),
            Map.entry("projects_slug_unique", new Breach("/slug", "this slug is taken")),
            Map.entry("profiles_slug_unique", new Breach("/slug", "this slug is or was another profile's")),
            Map.entry("style_guides_name_unique", new Breach("/name", "the language has a style guide of this name")),
            Map.entry("model_not_blank", new Breach("/model", "must not be blank")),
            Map.entry("users_username_ignoring_case", new Breach("/username", "this username is taken")),
            Map.entry("users_email_ignoring_case", new Breach("/email", "this address has an account")),
            Map.entry("slug_is_a_slug", new Breach("/slug", "must be lower-case words joined by hyphens, and no UUID")),
            // What PostgreSQL takes for blank is more than Java does: every space of Unicode.
            Map.entry(
                    "model_prices_one_at_a_time",
                    new Breach("/validFrom", "the model has a price of this class at that time already")),
            Map.entry(
                    "price_recalculations_one_at_a_time",
                    new Breach("", "another recalculation of the workspace is being applied")),
            Map.entry("until_is_after_from", new Breach("/until", "must be after from")),
            Map.entry("it_ends_after_it_begins", new Breach("/validTo", "must be after validFrom")),
            Map.entry("budgets_one_for_each", new Breach("/projectId", "it has a budget already")),
            Map.entry("it_has_a_limit", new Breach("/hardLimitMicrousd", "one of the two limits must be there")),
            Map.entry(
                    "it_warns_before_it_refuses", new Breach("/softLimitMicrousd", "must not be above the hard limit")),
            Map.entry("overlap_is_at_most_half", new Breach("/pieceOverlap", "must be at most half of pieceTokens")),
            Map.entry("agent_not_blank", new Breach("/agent", "must not be blank")),
            Map.entry("title_not_blank", new Breach("/title", "must not be blank")),
            Map.entry("name_not_blank", new Breach("/name", "must not be blank")),
            Map.entry("headline_not_blank", new Breach("/headline", "must not be blank")),
            Map.entry("organisation_not_blank", new Breach("/organisation", "must not be blank")),
            Map.entry("category_not_blank", new Breach("/category", "must not be blank")),
            Map.entry("level_not_blank", new Breach("/level", "must not be blank")),
            Map.entry("end_is_not_before_start", new Breach("/endDate", "must not be before startDate")),
            Map.entry("of_an_identity_of_the_workspace", new Breach("/identityId", "there is no such identity")),
            Map.entry("in_a_project_of_the_workspace", new Breach("/projectId", "there is no such project")),
            Map.entry(
                    "private_has_an_owner",
                    new Breach("/visibility", "a caller that acts for no person owns nothing private")));

    private SqlErrors() {}

    private record Breach(String pointer, String message) {}

    /** The failure as a {@link DataError} if a database error is behind it, else the failure itself. */
    static RuntimeException translate(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return translate(sql);
            }
            if (cause instanceof HikariPool.PoolInitializationException) {
                return unavailable(cause);
            }
        }
        return failure;
    }

    static Optional<String> state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.ofNullable(sql.getSQLState());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a failure is of the server that was asked, so that another one may answer: it is away or has no room, gives way to what
     * it replicates, has not replicated the newest tables, functions and passwords yet, or can't do what others can.
     */
    static boolean isOfTheServer(RuntimeException failure) {
        if (failure instanceof DataError known) {
            return known.kind() == DataError.Kind.UNAVAILABLE || known.kind() == DataError.Kind.CONTENDED;
        }
        return switch (state(failure).orElse("")) {
            case "42P01", "42703", "42883", "28000", "28P01", "0A000" -> true;
            // Its files are damaged.
            case "XX001", "XX002" -> true;
            default -> false;
        };
    }

    private static RuntimeException translate(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (failure instanceof SQLTransientConnectionException || isClosedByPool(failure)) {
            return unavailable(failure);
        }
        return switch (state) {
            case "40001", "40P01" -> error(DataError.Kind.CONTENDED, "the request collided with others", failure);
            case "55P03" -> error(DataError.Kind.CONTENDED, "the row is being changed by another request", failure);
            case "57014" -> error(DataError.Kind.TIMEOUT, "the database did not answer in time", failure);
            case "23505", "23P01" -> breach(DataError.Kind.ALREADY_EXISTS, failure);
            case "42501" -> policy(failure);
            case "SH002" ->
                error(DataError.Kind.FORBIDDEN, "this workspace does not operate the installation", failure);
            // Its message names the two states of the row, and nothing else.
            case "SH003" -> error(DataError.Kind.CONFLICT, serverMessage(failure), failure);
            case "23503", "23514", "23502" -> breach(DataError.Kind.INVALID, failure);
            // Text or JSON that JSON allows and PostgreSQL does not hold: NUL, lone surrogates, numbers out of range,
            // an index entry or a nesting beyond its limits.
            case "22021", "22P05", "22P02", "22003", "54000", "54001" ->
                error(DataError.Kind.INVALID, "a value is outside what can be stored", failure);
            default -> isUnavailable(state) ? unavailable(failure) : new IllegalStateException(failure);
        };
    }

    // What is done with a connection after it broke: Hikari has closed it, and says so without a state. It hides what
    // happened first, for Micronaut resets the connection after a failure too.
    private static boolean isClosedByPool(SQLException failure) {
        return failure.getSQLState() == null && "Connection is closed".equals(failure.getMessage());
    }

    // 08: connection; 53: out of resources (too many connections); 57P: shutting down, starting up; 58: the system.
    private static boolean isUnavailable(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("58");
    }

    private static DataError breach(DataError.Kind kind, SQLException failure) {
        String name = constraint(failure);
        Breach breach = name == null ? null : BREACHES.get(name);
        return breach == null
                ? error(kind, "the value breaks the rule '" + name + "'", failure)
                : new DataError(kind, breach.message(), breach.pointer(), failure);
    }

    // A policy's name stands in the message alone. Any other policy is the program's to obey, so its breach is a fault.
    private static RuntimeException policy(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("\"own_private_rows\"")
                ? new DataError(
                        DataError.Kind.INVALID, "only its owner can make something private", "/visibility", failure)
                : new IllegalStateException(failure);
    }

    private static @Nullable String constraint(SQLException failure) {
        ServerErrorMessage message = failure instanceof PSQLException error ? error.getServerErrorMessage() : null;
        return message == null ? null : message.getConstraint();
    }

    private static String serverMessage(SQLException failure) {
        ServerErrorMessage message = failure instanceof PSQLException error ? error.getServerErrorMessage() : null;
        return message == null || message.getMessage() == null
                ? "the state of the row does not allow it"
                : message.getMessage();
    }

    private static DataError unavailable(Throwable cause) {
        return error(DataError.Kind.UNAVAILABLE, "the database is not available", cause);
    }

    private static DataError error(DataError.Kind kind, String message, Throwable cause) {
        return new DataError(kind, message, null, cause);
    }
}
