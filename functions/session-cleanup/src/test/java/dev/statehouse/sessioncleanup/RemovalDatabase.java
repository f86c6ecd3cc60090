package dev.statehouse.sessioncleanup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Json;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.removal.RemovalElsewhere;
import dev.statehouse.data.removal.RemovalStep;
import dev.statehouse.data.removal.RemovalSteps;
import dev.statehouse.schedule.Deadline;
import dev.statehouse.testing.TestBucket;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database whose subjects are removed by the cleanup's sweep alone, with a bucket beside it where there is a store. */
final class RemovalDatabase implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestDatabase database = TestDatabase.fresh();
    private final @Nullable TestBucket bucket = TestBucket.create().orElse(null);
    private final Survey survey = new Survey(database);
    private final ApplicationContext cleanup;

    RemovalDatabase() {
        cleanup = ApplicationContext.run(properties());
    }

    /** What the cleanup's environment says. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(database.properties("statehouse_cleanup"));
        if (bucket != null) {
            properties.putAll(bucket.properties());
        }
        return properties;
    }

    TestDatabase database() {
        return database;
    }

    Survey survey() {
        return survey;
    }

    boolean hasBucket() {
        return bucket != null;
    }

    <T> T bean(Class<T> type) {
        return cleanup.getBean(type);
    }

    /** Asks for a removal as a caller of the workspace would; it begins at once. */
    UUID begin(UUID workspace, String kind, UUID subject, String slug) {
        database.asOwner("SELECT app.enter_workspace('%s'); SELECT app.begin_removal('%s', '%s', '%s')"
                .formatted(workspace, kind, subject, slug));
        return begun(subject);
    }

    /** Asks for a person's removal as the end of their account does; it begins at once. */
    UUID beginUser(UUID person) {
        database.asOwner("""
                SELECT app.begin_user_removal('%1$s');
                UPDATE app.users SET email = id || '@deleted.invalid', deleted_at = now() WHERE id = '%1$s'
                """.formatted(person));
        return begun(person);
    }

    private UUID begun(UUID subject) {
        database.asOwner("UPDATE operations.removals SET due_at = now(), links_end_at = now() WHERE subject_id = '%s'"
                .formatted(subject));
        return UUID.fromString(survey.ask("SELECT id FROM operations.removals WHERE subject_id = '" + subject + "'"));
    }

    /** Goes on as a run of the cleanup does, until nothing is due. */
    void sweep() {
        new Progress(cleanup.getBean(RemovalSweep.class), cleanup.getBean(Workspaces.class))
                .goOn(Deadline.in(Duration.ofSeconds(50)), Deadline.in(Duration.ofSeconds(50)));
    }

    /** One batch of at most so many rows. */
    RemovalStep step(int most) {
        return cleanup.getBean(Workspaces.class)
                .writeOutside(() -> cleanup.getBean(RemovalSteps.class).next(most));
    }

    /** One that is cut off before it commits. */
    void diesInStep(int most) {
        try {
            cleanup.getBean(Workspaces.class).writeOutside(() -> {
                cleanup.getBean(RemovalSteps.class).next(most);
                throw new Death();
            });
        } catch (Death expected) {
            // Nothing of it was committed.
        }
    }

    void goOnElsewhere(RemovalStep step) {
        cleanup.getBean(RemovalElsewhere.class).goOn(step);
    }

    /** Notes what is about to be deleted outside of PostgreSQL. */
    void note(UUID removal, String batch) {
        cleanup.getBean(Workspaces.class)
                .writeOutside(() -> cleanup.getBean(RemovalSteps.class).note(removal, new Json(batch)));
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    JsonNode receipt(UUID removal) throws IOException {
        return JSON.readTree(survey.ask(
                "SELECT receipt FROM operations.removals WHERE id = '" + removal + "' AND state = 'completed'"));
    }

    String error(UUID removal) {
        return survey.ask(
                "SELECT state || ' ' || coalesce(error, '') FROM operations.removals WHERE id = '" + removal + "'");
    }

    @Override
    public void close() {
        cleanup.close();
        database.close();
    }
}
