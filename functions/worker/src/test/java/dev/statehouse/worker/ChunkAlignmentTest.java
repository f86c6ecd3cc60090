package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.search.ChunkAlignment;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pieces of a long conversation are told what became of it by the job that the change itself enqueued. */
class ChunkAlignmentTest {

    private static final int MANY = 2_100;

    private final UUID conversation = UUID.randomUUID();
    private WorkerDatabase database;
    private Tenant tenant;

    @BeforeEach
    void fill() {
        database = new WorkerDatabase();
        tenant = database.workspace();
        database.database().asOwner("""
                INSERT INTO conversations (workspace_id, id, visibility) VALUES ('%1$s', '%2$s', 'workspace');
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                SELECT '%1$s', gen_random_uuid(), '%2$s', n, 'user', 'word', 1, 0 FROM generate_series(1, %3$d) n;
                UPDATE conversations SET deleted_at = now() WHERE id = '%2$s'
                """.formatted(tenant.workspaceId(), conversation, MANY));
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void allAreToldAndThenNothingWaits() {
        assertEquals(0, hidden());
        // Its clock stands still, and what triggers enqueue has PostgreSQL's time.
        database.clock().move(Duration.ofHours(1));
        assertEquals(1, database.run().completed());
        assertEquals(MANY, hidden());
        assertEquals(0, database.count("SELECT count(*) FROM app.chunk_backlog"));
    }

    @Test
    void aRowOfAnotherWorkspaceIsOutOfAJobsReach() {
        database.database().asOwner("DELETE FROM jobs");
        database.enqueue(database.workspace(), ChunkAlignment.KIND.of(new ChunkAlignment(conversation)));
        assertEquals(1, database.run().completed());
        assertEquals(0, hidden());
        assertEquals(1, database.count("SELECT count(*) FROM app.chunk_backlog"));
    }

    private long hidden() {
        return database.count("SELECT count(*) FROM app.chunks WHERE hidden");
    }
}
