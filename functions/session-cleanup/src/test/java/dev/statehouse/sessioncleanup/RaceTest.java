package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Origin;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.audit.AuditEntries;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.cleanup.Purges;
import dev.statehouse.data.idempotency.IdempotencyKeys;
import dev.statehouse.data.prompt.PromptCards;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever somebody takes up at the last moment stays. */
class RaceTest {

    private final CleanupDatabase database = new CleanupDatabase();

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void aSessionThatIsBeingRenewedIsNotWaitedForAndStays() throws Exception {
        UUID renewed = database.session("now() - interval '40 days'");
        UUID over = database.session("now() - interval '35 days'");
        try (Connection renewal = database.holding(
                "UPDATE user_sessions SET expires_at = now() + interval '1 day' WHERE id = '%s'".formatted(renewed))) {
            long start = System.nanoTime();
            assertEquals(1, database.swept("user_sessions").path("deleted").asInt());
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(Duration.ofSeconds(5)) < 0);
            renewal.commit();
        }
        database.run("{}");
        assertTrue(database.isThere("user_sessions", renewed));
        assertFalse(database.isThere("user_sessions", over));
    }

    /** The sweep has read the row as it was, and comes to lock it once it is another: it must look again. */
    @Test
    void aSessionThatWasRenewedAfterTheSweepBeganStays() throws Exception {
        UUID first = database.session("now() - interval '40 days'");
        UUID renewed = database.session("now() - interval '35 days'");
        // Where the sweep finds the first row, it waits for a moment: the planner puts the call into the scan's own
        // condition.
        database.sql("""
                CREATE FUNCTION slowly(instant timestamptz) RETURNS boolean LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_sleep(0.7); RETURN true; END $$;
                CREATE POLICY slow ON user_sessions AS RESTRICTIVE TO statehouse_owner USING (slowly(expires_at));
                CREATE POLICY all_rows ON user_sessions TO statehouse_owner USING (true);
                ALTER TABLE user_sessions FORCE ROW LEVEL SECURITY
                """);
        CompletableFuture<Integer> sweep = CompletableFuture.supplyAsync(() -> swept("user_sessions"));
        Thread.sleep(400);
        renew(renewed);
        assertEquals(1, sweep.get());
        assertFalse(database.isThere("user_sessions", first));
        assertTrue(database.isThere("user_sessions", renewed));
    }

    private int swept(String sweep) {
        try {
            return database.swept(sweep).path("deleted").asInt();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    // As a superuser, whom no policy slows down.
    private void renew(UUID session) throws SQLException {
        try (Connection connection = database.database().connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE app.user_sessions SET expires_at = now() + interval '1 day' WHERE id = '%s'"
                    .formatted(session));
        }
    }

    @Test
    void anIdempotencyKeyInUseStays() throws Exception {
        database.rows("""
                INSERT INTO idempotency_keys (workspace_id, caller_id, key, request_sha256, status, headers, body, created_at)
                SELECT $w, $p, k, sha256('k'), 201, '{}', '', now() - interval '2 days' FROM unnest(ARRAY['used', 'idle']) k
                """);
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch swept = new CountDownLatch(1);
        CompletableFuture<Boolean> replay = CompletableFuture.supplyAsync(() -> database.write(() -> {
            IdempotencyKeys keys = database.application(IdempotencyKeys.class);
            boolean mine = keys.lock(database.workspace() + "/" + database.person() + "/used");
            locked.countDown();
            await(swept);
            return mine && keys.find(database.person(), "used") != null;
        }));
        locked.await();
        assertEquals(1, database.swept("idempotency_keys").path("deleted").asInt());
        swept.countDown();
        assertTrue(replay.get(), "its answer was deleted under it");
        assertEquals(1, database.swept("idempotency_keys").path("deleted").asInt(), "once it is out of use it goes");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void aCardThatIsBeingRestoredStaysWithAllItsPieces() throws Exception {
        UUID card = database.deletedCard("40 days", 3);
        try (Connection restoring =
                database.holding("UPDATE prompt_cards SET deleted_at = NULL WHERE id = '%s'".formatted(card))) {
            assertEquals(0, database.swept("prompt_cards").path("deleted").asInt());
            restoring.commit();
        }
        assertEquals(0, database.swept("prompt_cards").path("left").asInt());
        assertEquals(3, database.count("prompt_versions", "card_id = '" + card + "'"));
        assertEquals(1, database.count("prompt_labels", "card_id = '" + card + "'"));
    }

    @Test
    void aProjectThatIsBeingRestoredStaysWithAllThatItHolds() throws Exception {
        UUID project = database.deletedProject("40 days", 3);
        try (Connection restoring =
                database.holding("UPDATE projects SET deleted_at = NULL WHERE id = '%s'".formatted(project))) {
            assertEquals(0, database.swept("projects").path("deleted").asInt());
            restoring.commit();
        }
        assertEquals(0, database.swept("projects").path("left").asInt());
        assertEquals(3, database.count("issues", "project_id = '" + project + "'"));
        assertEquals(2, database.count("prompt_cards", "project_id = '" + project + "'"));
    }

    @Test
    void anIdentityThatIsBeingRestoredStaysWithAllThatItHas() throws Exception {
        UUID identity = database.deletedIdentity("40 days", 3);
        try (Connection restoring =
                database.holding("UPDATE identities SET deleted_at = NULL WHERE id = '%s'".formatted(identity))) {
            assertEquals(0, database.swept("identities").path("deleted").asInt());
            restoring.commit();
        }
        assertEquals(0, database.swept("identities").path("left").asInt());
        assertEquals(3, database.count("experiences", "identity_id = '" + identity + "'"));
        assertEquals(3, database.count("profiles", "identity_id = '" + identity + "'"));
    }

    @Test
    void aProjectWhoseCardIsBeingChangedGoesOnceThatIsDone() throws Exception {
        UUID project = database.deletedProject("40 days", 3);
        try (Connection changing =
                database.holding("UPDATE prompt_cards SET title = 'Changed' WHERE slug LIKE 'c-1%' AND project_id = '"
                        + project + "'")) {
            assertEquals(1, database.swept("projects").path("deleted").asInt());
            assertTrue(database.isThere("projects", project));
            changing.commit();
        }
        assertEquals(1, database.count("projects", "purge_begun_at IS NOT NULL"), "nobody restores the rest of it");
        database.sql("UPDATE operations.removals SET due_at = now()");
        database.run("{}");
        assertFalse(database.isThere("projects", project));
        assertEquals(2, database.count("prompt_cards", "project_id IS NULL AND revision = 2"));
    }

    @Test
    void anInvitationThatIsBeingSentAnewStays() throws Exception {
        UUID id = UUID.randomUUID();
        database.rows("""
                INSERT INTO invitations (workspace_id, id, email, role, token_sha256, expires_at)
                VALUES ($w, '%s', 'i@example.org', 'viewer', sha256('i'), now() - interval '40 days')
                """.formatted(id));
        try (Connection inviting = database.holding(
                "UPDATE invitations SET expires_at = now() + interval '7 days' WHERE id = '%s'".formatted(id))) {
            assertEquals(0, database.swept("invitations").path("deleted").asInt());
            inviting.commit();
        }
        assertEquals(0, database.swept("invitations").path("deleted").asInt());
        assertTrue(database.isThere("invitations", id));
    }

    /** The sweep tells of counts that grow under it, and of none twice. */
    @Test
    void ofRefusalsThatAreCountedMeanwhileNoneIsLost() throws Exception {
        UUID credential = UUID.randomUUID();
        Origin origin = new Origin(Origin.Via.KEY, credential, null, "192.0.2.7", null);
        Tenant refused = new RefusedCaller(database.workspace(), origin);
        Workspaces workspaces = database.application(Workspaces.class);
        AuditEntries entries = database.application(AuditEntries.class);
        int threads = 4;
        int times = 50;
        CompletableFuture<?>[] clients = IntStream.range(0, threads)
                .mapToObj(client -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < times; i++) {
                        workspaces.write(refused, () -> entries.refuse("GET /v1/x", "role"));
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(clients);
        Purges purges = database.cleanup().getBean(Purges.class);
        int told = 0;
        while (!all.isDone()) {
            told += database.cleanup()
                    .getBean(Workspaces.class)
                    .writeOutside(() -> purges.omittedRefusals(0, null, 100))
                    .deleted();
            Thread.sleep(5);
        }
        all.get();
        assertTrue(told > 1, "nothing was swept meanwhile");
        assertEquals(String.valueOf(threads * times), database.ask("""
                SELECT (SELECT sum(coalesce((after ->> 'omitted')::int, 0) + CASE row_id WHEN '*' THEN 0 ELSE 1 END)
                        FROM app.audit_entries WHERE credential_id = '%1$s')
                       + (SELECT coalesce(sum(refusals), 0) FROM app.omitted_refusals WHERE credential_id = '%1$s')
                """.formatted(credential)));
        database.assertLogIsWhole();
    }

    private record RefusedCaller(UUID workspaceId, Origin origin) implements Tenant {

        @Override
        public @Nullable UUID personId() {
            return null;
        }
    }

    /** A card of more rows than a batch may take: from the first of its batches on nobody may get it back with holes. */
    @Test
    void aLargeCardIsGoneFromTheFirstBatchOn() throws Exception {
        UUID card = database.deletedCard("40 days", 20);
        PurgedRows batch = purge(PurgedRows.NONE, 5);
        assertTrue(batch.more());
        assertEquals(0, batch.deleted());
        assertEquals(18, database.count("prompt_versions", "card_id = '" + card + "'"));
        assertEquals(
                0,
                database.write(() ->
                        database.application(PromptCards.class).restore(card).size()));
        assertEquals("0", database.ask("SELECT count(*) FROM app.prompt_label_moves WHERE card_id = '" + card + "'"));
        int batches = 1;
        for (; batch.more(); batches++) {
            batch = purge(batch, 5);
        }
        assertEquals(5, batches);
        assertEquals(1, batch.deleted());
        assertFalse(database.isThere("prompt_cards", card));
        database.assertLogIsWhole();
    }

    private PurgedRows purge(PurgedRows before, int most) {
        return database.cleanup()
                .getBean(Workspaces.class)
                .writeOutside(() -> database.cleanup()
                        .getBean(PromptCardSweep.class)
                        .next(before, most)
                        .rows());
    }
}
