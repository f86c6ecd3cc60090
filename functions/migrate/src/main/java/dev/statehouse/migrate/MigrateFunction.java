package dev.statehouse.migrate;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.migrations.DirectDatabase;
import dev.statehouse.migrations.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the database, over its direct endpoint and as its master role: a step of each deployment, before the new
 * functions take requests. Repeating it changes nothing.
 *
 * <p>Given {@code {"workspace": {"slug", "name", "ownerEmail", "plan"}}} it also makes that workspace, its owner and the owner's
 * first API key, which its answer shows this once; where the slug exists already, nothing is made.
 *
 * <p>Given {@code {"users": [{"username", "email", "firstName", "lastName", "passwordHash", "emailVerified"}]}} it takes over
 * the people of an existing system with their bcrypt hashes: here rather than by a route, for whoever may do it decides what
 * everybody's password is.
 *
 * <p>Given {@code {"operator": "a workspace's id or slug"}} it lets that workspace's admins and owners see what concerns the
 * whole installation; with {@code "operates": false} beside it, no longer.
 */
public final class MigrateFunction implements RequestStreamHandler {

    private static final JsonMapper JSON = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private final MigrateSettings settings;

    /** Called by Lambda. */
    public MigrateFunction() {
        this(MigrateSettings.of(System.getenv()));
    }

    MigrateFunction(MigrateSettings settings) {
        this.settings = settings;
    }

    /**
     * What to do after the migration.
     *
     * @param workspace to be made; null for none
     * @param users to be taken over; null for none
     * @param operator id or slug of a workspace; null for none
     * @param operates what is to be of it from now on; null for true
     */
    record Request(
            @Nullable NewWorkspace workspace,
            @Nullable List<ImportedUsers.NewUser> users,
            @Nullable String operator,
            @Nullable Boolean operates) {}

    /**
     * What was done.
     *
     * @param applied descriptions of the scripts that ran, in order
     * @param version of the schema now
     * @param workspace the one that was asked for; null if none was, or if it was there already
     * @param users null if none were given
     * @param operator null if none was named
     */
    record Answer(
            List<String> applied,
            String version,
            @Nullable FirstWorkspace workspace,
            @Nullable ImportedUsers users,
            @Nullable Operator operator) {}

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Request request = JSON.readValue(event, Request.class);
        try {
            DirectDatabase database = settings.database();
            Migrations.Outcome outcome = new Migrations(database).run(settings.passwords());
            FirstWorkspace workspace =
                    request.workspace() == null ? null : FirstWorkspace.make(database, request.workspace());
            ImportedUsers users = request.users() == null ? null : ImportedUsers.make(database, request.users());
            Operator operator = operator(database, request);
            JSON.writeValue(answer, new Answer(outcome.applied(), outcome.version(), workspace, users, operator));
        } catch (SQLException failed) {
            throw new IOException("the migration failed", failed);
        }
    }

    private static @Nullable Operator operator(DirectDatabase database, Request request) throws SQLException {
        if (request.operator() == null) {
            if (request.operates() != null) {
                throw new IllegalArgumentException("/operates says something of no /operator");
            }
            return null;
        }
        return Operator.set(database, request.operator(), !Boolean.FALSE.equals(request.operates()));
    }

    /** A workspace to begin with. */
    record NewWorkspace(
            String slug,
            String name,
            String ownerEmail,
            @Nullable String plan) {}
}
