package dev.statehouse.migrate;

import dev.statehouse.data.Ids;
import dev.statehouse.migrations.DirectDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The people of an existing system, taken over with their passwords.
 *
 * @param made how many are new here
 * @param known how many were left as they are, since their username or address has an account
 */
record ImportedUsers(int made, int known) {

    /** So that an event stays far below Lambda's limit, and a transaction short. */
    static final int MOST = 5_000;

    // A cost beyond 16 would hold a login up for seconds.
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

    private static final String MAKE = """
            WITH person AS (
                INSERT INTO app.users (id, username, email, first_name, last_name, email_verified_at)
                VALUES (?, ?, ?, ?, ?, CASE WHEN ? THEN now() END)
                ON CONFLICT DO NOTHING
                RETURNING id
            )
            INSERT INTO app.user_passwords (user_id, hash)
            SELECT id, ? FROM person
            """;

    /**
     * One of them.
     *
     * @param username null for who logs in by address alone
     * @param passwordHash bcrypt, as {@code $2a$}, {@code $2b$} or {@code $2y$}; the next login replaces it by argon2id
     * @param emailVerified whether the other system knew that the address is theirs
     */
    record NewUser(
            @Nullable String username,
            String email,
            @Nullable String firstName,
            @Nullable String lastName,
            String passwordHash,
            boolean emailVerified) {

        /** Without the hash, for a log would keep it. */
        @Override
        public String toString() {
            return "user";
        }
    }

    /**
     * Makes all of them, or none.
     *
     * @throws IllegalArgumentException if there are too many, or if a hash is not bcrypt's: by its place, without its text
     */
    static ImportedUsers make(DirectDatabase database, List<NewUser> users) throws SQLException {
        check(users);
        try (Connection connection = database.connectAsOwner();
                PreparedStatement statement = connection.prepareStatement(MAKE)) {
            connection.setAutoCommit(false);
            int made = 0;
            for (NewUser user : users) {
                made += make(statement, user);
            }
            connection.commit();
            return new ImportedUsers(made, users.size() - made);
        }
    }

    private static void check(List<NewUser> users) {
        if (users.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " users in one event");
        }
        for (int i = 0; i < users.size(); i++) {
            String hash = Objects.requireNonNullElse(users.get(i).passwordHash(), "");
            if (!BCRYPT.matcher(hash).matches()) {
                throw new IllegalArgumentException("/users/" + i + "/passwordHash is not a bcrypt hash");
            }
        }
    }

    private static int make(PreparedStatement statement, NewUser user) throws SQLException {
        statement.setObject(1, Ids.next());
        statement.setString(2, user.username());
        statement.setString(3, user.email());
        statement.setString(4, Objects.requireNonNullElse(user.firstName(), ""));
        statement.setString(5, Objects.requireNonNullElse(user.lastName(), ""));
        statement.setBoolean(6, user.emailVerified());
        statement.setString(7, user.passwordHash());
        return statement.executeUpdate();
    }
}
