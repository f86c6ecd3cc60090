package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.embedding.EmbeddingModel;
import dev.statehouse.data.embedding.EmbeddingModelRemoval;
import dev.statehouse.data.embedding.EmbeddingModels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each piece of a text gets the vector of the workspace's model, whatever happens meanwhile. */
class EmbeddingTest {

    private WorkerDatabase database;
    private VectorProvider provider;
    private Tenant tenant;
    private int written;

    @BeforeEach
    void start() {
        database = new WorkerDatabase(Map.of("embedding.allow-private-endpoints", true));
        provider = new VectorProvider();
        tenant = database.workspace();
        database.database()
                .asOwner("INSERT INTO conversations (workspace_id, id, visibility) VALUES ('%1$s', '%1$s', 'workspace')"
                        .formatted(tenant.workspaceId()));
    }

    @AfterEach
    void stop() {
        database.close();
        provider.close();
    }

    @Test
    void piecesOfBeforeAndAfterTheChoiceGetVectorsInBatches() {
        write(250, "old");
        UUID model = model("first");
        choose(model);
        assertEquals("building", find(model).role());
        run();
        assertEquals("default", find(model).role());
        assertEquals(List.of(100, 100, 50), sizes());
        write(3, "new");
        assertEquals(3, find(model).waiting());
        run();
        assertEquals(0, find(model).waiting());
        assertEquals(253, vectors(model));
        assertEquals(4, provider.batches().size());
    }

    @Test
    void theModelOfBeforeServesUntilTheNextHasAllVectors() {
        UUID first = model("first");
        choose(first);
        write(120, "text");
        run();
        UUID second = model("second");
        choose(second);
        provider.meanwhile(() -> write(1, "while it is built"));
        assertEquals("default", find(first).role());
        run();
        assertEquals("default", find(second).role());
        assertEquals("idle", find(first).role());
        assertEquals(121, vectors(second));
    }

    @Test
    void whatIsWrittenAtTheEndOfTheWorkIsNotForgotten() {
        UUID model = model("first");
        choose(model);
        write(1, "first");
        // After the batch was read, before the job ends: there is a job, and it has looked already.
        provider.meanwhile(() -> write(1, "second"));
        run();
        assertEquals(2, vectors(model));
        assertEquals(0, find(model).waiting());
    }

    @Test
    void aTextThatIsRefusedFailsAloneAndCanBeTriedAgain() {
        UUID model = model("first");
        choose(model);
        provider.refuses("poison");
        write(1, "good");
        write(1, "poison");
        write(1, "good too");
        run();
        assertEquals(2, vectors(model));
        assertEquals(1, find(model).failed());
        assertEquals(1, database.count("SELECT count(*) FROM app.embeddings WHERE failure LIKE '%not this%'"));
        provider.refuses("");
        assertEquals(1, database.application(Workspaces.class).write(tenant, () -> models().retry(model)));
        run();
        assertEquals(3, vectors(model));
        assertEquals(0, find(model).failed());
    }

    @Test
    void aKeyThatIsRefusedFailsAllOfABatchByAFewRequests() {
        UUID model = model("first");
        choose(model);
        provider.answers(401);
        write(100, "text");
        run();
        assertEquals(100, find(model).failed());
    }

    @Test
    void anEndpointThatIsDownIsTriedAgainLater() {
        UUID model = model("first");
        choose(model);
        provider.answers(503);
        write(5, "text");
        run();
        assertEquals(5, find(model).waiting());
        provider.answers(200);
        run();
        assertEquals(5, vectors(model));
    }

    @Test
    void aRemovedModelGoesWithItsVectors() {
        UUID first = model("first");
        choose(first);
        write(30, "text");
        run();
        assertFalse(transaction(() -> models().remove(first)), "searches use it");
        UUID second = model("second");
        choose(second);
        run();
        assertTrue(transaction(() -> models().remove(first)));
        assertNull(transaction(() -> models().find(first)));
        assertFalse(transaction(() -> models().choose(first)), "it is removed");
        database.enqueue(tenant, EmbeddingModelRemoval.KIND.of(new EmbeddingModelRemoval(first)));
        run();
        assertEquals(0, database.count("SELECT count(*) FROM app.embedding_models WHERE id = '%s'".formatted(first)));
        assertEquals(0, database.count("SELECT count(*) FROM app.embeddings WHERE model_id = '%s'".formatted(first)));
        assertEquals(30, vectors(second));
    }

    @Test
    void withoutAModelNothingWaits() {
        write(3, "text");
        assertEquals(0, database.count("SELECT count(*) FROM app.embeddings"));
        assertEquals(0, database.count("SELECT count(*) FROM app.jobs"));
        UUID model = model("first");
        choose(model);
        run();
        transaction(() -> models().choose(null));
        write(1, "more");
        assertEquals("idle", find(model).role());
        assertEquals(3, database.count("SELECT count(*) FROM app.embeddings"));
    }

    @Test
    void aDeletedPieceTakesItsVectorAlong() {
        UUID model = model("first");
        choose(model);
        write(2, "text");
        run();
        provider.meanwhile(() -> database.database().asOwner("DELETE FROM messages WHERE seq = 3"));
        write(1, "soon gone");
        run();
        assertEquals(2, database.count("SELECT count(*) FROM app.embeddings"));
        database.database().asOwner("DELETE FROM messages");
        assertEquals(0, database.count("SELECT count(*) FROM app.embeddings"));
    }

    @Test
    void ofAModelWhoseVectorsCallersBringNobodyWaitsForAny() {
        write(3, "old");
        UUID made = model("made");
        choose(made);
        run();
        UUID brought = brought();
        choose(brought);
        assertEquals("default", find(brought).role());
        write(2, "new");
        run();
        assertEquals(0, find(brought).waiting());
        assertEquals(0, vectors(brought));
        assertEquals(1, provider.batches().size());
        choose(made);
        assertEquals("default", find(brought).role(), "until the other has all vectors");
        run();
        assertEquals("default", find(made).role());
        assertEquals(5, vectors(made));
    }

    @Test
    void whatACallerBringsMeanwhileIsKept() {
        UUID model = model("first");
        choose(model);
        database.database()
                .asOwner(
                        "INSERT INTO vectors (workspace_id, id, model_id, conversation_id, content) VALUES ('%1$s', '%1$s', '%2$s', '%1$s', 'x')"
                                .formatted(tenant.workspaceId(), model));
        provider.meanwhile(() -> database.database().asOwner("UPDATE embeddings SET vector = '[0,-1]'"));
        run();
        assertEquals(1, database.count("SELECT count(*) FROM app.embeddings WHERE vector::text = '[0,-1]'"));
    }

    private UUID brought() {
        UUID id = Ids.next();
        transaction(() -> models().insert(
                        id, "brought", "caller", "brought", 3, "cosine", true, "", "", null, null, 0.5f, "hnsw", 16, 64,
                        1000, 100));
        return id;
    }

    // Its clock stands still, and what triggers enqueue has PostgreSQL's time.
    private void run() {
        database.clock().move(Duration.ofHours(1));
        database.run(Duration.ofSeconds(20));
    }

    private void write(int many, String text) {
        database.database().asOwner("""
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                SELECT '%1$s', gen_random_uuid(), '%1$s', n, 'user', '%2$s ' || n, 1, 0 FROM generate_series(%3$d, %4$d) n
                """.formatted(tenant.workspaceId(), text, written + 1, written + many));
        written += many;
    }

    private UUID model(String name) {
        UUID id = Ids.next();
        transaction(() -> models().insert(
                        id,
                        name,
                        "openai",
                        name,
                        VectorProvider.DIMENSIONS,
                        "cosine",
                        true,
                        "",
                        "",
                        provider.url(),
                        null,
                        0.5f,
                        "hnsw",
                        16,
                        64,
                        1000,
                        100));
        return id;
    }

    private void choose(UUID model) {
        assertTrue(transaction(() -> models().choose(model)));
    }

    private EmbeddingModel find(UUID model) {
        return Objects.requireNonNull(transaction(() -> models().find(model)));
    }

    private EmbeddingModels models() {
        return database.application(EmbeddingModels.class);
    }

    private <T> T transaction(Supplier<T> work) {
        return database.application(Workspaces.class).write(tenant, work);
    }

    private List<Integer> sizes() {
        return provider.batches().stream().map(List::size).toList();
    }

    private long vectors(UUID model) {
        return database.count(
                "SELECT count(*) FROM app.embeddings WHERE vector IS NOT NULL AND model_id = '%s'".formatted(model));
    }
}
