package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Api;
import dev.statehouse.testing.FaultProxy;
import dev.statehouse.testing.FaultProxy.Cut;
import dev.statehouse.testing.Servers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A connection that breaks at COMMIT leaves the caller in doubt; an Idempotency-Key takes the doubt away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommitCutTest {

    private static final String CARDS = "/v1/prompt-cards";
    private static final int TIMES = 200;

    private FaultProxy wire;
    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        Servers servers = Servers.running();
        wire = FaultProxy.before(servers, servers.port("PGBOUNCER_PORT"));
        crud = new Crud(Map.of(
                "database.port", wire.port(), "database.ca", wire.authority().toString()));
        api = crud.api();
    }

    @AfterAll
    void stop() {
        crud.close();
        wire.close();
    }

    @Test
    void aBlindRetryUnderTheSameKeyChangesNothing() {
        int cutsBefore = wire.cuts();
        for (int i = 0; i < TIMES; i++) {
            String body = "{\"title\": \"Retried\", \"version\": {\"template\": \"x\"}}";
            wire.cut(Cut.AFTER_COMMIT);
            Api.Answer doubt = api.post(CARDS, body, "retried-" + i);
            assertEquals(503, doubt.status(), doubt.body());
            assertEquals("1", doubt.header("retry-after"));
            wire.cut(Cut.NEVER);

            String committed = crud.state();
            Api.Answer replay = retried(CARDS, body, "retried-" + i);
            assertEquals("true", replay.header("idempotency-replayed"));
            assertEquals(committed, crud.state());
        }
        assertEquals(TIMES, wire.cuts() - cutsBefore);
        assertEquals(TIMES, crud.count("SELECT count(*) FROM prompt_cards WHERE title = 'Retried'"));
    }

    @Test
    void aMessageThatIsAddedAgainUnderItsKeyIsThereOnce() {
        String conversation = api.post("/v1/conversations", "{\"visibility\": \"workspace\"}")
                .expect(201)
                .header("location");
        for (int i = 1; i <= TIMES; i++) {
            String body = "{\"role\": \"user\", \"content\": \"%d\"}".formatted(i);
            wire.cut(Cut.AFTER_COMMIT);
            assertEquals(
                    503,
                    api.post(conversation + "/messages", body, "message-" + i).status());
            wire.cut(Cut.NEVER);

            String committed = crud.state();
            Api.Answer replay = retried(conversation + "/messages", body, "message-" + i);
            assertEquals("true", replay.header("idempotency-replayed"));
            assertEquals(i, replay.json().path("seq").asInt());
            assertEquals(committed, crud.state());
        }
        assertEquals(TIMES, crud.count("SELECT count(*) FROM messages WHERE content = seq::text"));
    }

    @Test
    void withoutAKeyTheRetryIsASecondCard() {
        wire.cut(Cut.AFTER_COMMIT);
        assertEquals(503, api.post(CARDS, "{\"title\": \"Doubled\"}").status());
        wire.cut(Cut.NEVER);
        api.post(CARDS, "{\"title\": \"Doubled\"}").expect(201);

        assertEquals(2, crud.count("SELECT count(*) FROM prompt_cards WHERE title = 'Doubled'"));
    }

    @Test
    void aCutBeforeCommitLeavesNothingAndCanBeRetried() {
        for (int i = 0; i < 20; i++) {
            String before = crud.state();
            wire.cut(Cut.BEFORE_COMMIT);
            Api.Answer doubt = api.post(CARDS, "{\"title\": \"Lost\"}", "lost-" + i);
            assertEquals(503, doubt.status(), doubt.body());
            wire.cut(Cut.NEVER);
            assertEquals(before, crud.state());

            Api.Answer second = retried(CARDS, "{\"title\": \"Lost\"}", "lost-" + i);
            assertEquals("", second.header("idempotency-replayed"));
        }
        assertEquals(20, crud.count("SELECT count(*) FROM prompt_cards WHERE title = 'Lost'"));
    }

    @Test
    void connectionsThatDiedIdleAreReplaced() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            api.get(CARDS).expect(200);
            wire.cutNow();
            // The pool asks a connection whether it lives once it has idled for half a second.
            Thread.sleep(600);
        }
        api.get(CARDS).expect(200);
        for (int i = 0; i < 20; i++) {
            wire.cutNow();
            int status = api.get(CARDS).status();
            assertTrue(status == 200 || status == 503, "status " + status);
        }
    }

    /** As a client does: again after 409 while the first may still be on its way, and after 503. */
    private Api.Answer retried(String path, String body, String key) {
        Api.Answer answer = api.post(path, body, key);
        for (int tries = 0; tries < 50 && (answer.status() == 409 || answer.status() == 503); tries++) {
            answer = api.post(path, body, key);
        }
        return answer.expect(201);
    }
}
