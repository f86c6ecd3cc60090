package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Api;
import dev.statehouse.testing.FaultProxy;
import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestCaller;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may not do something hears so whether the refusal can be written down or not. */
class RefusalWithoutDatabaseTest {

    /** That of a gateway's patience with an authorizer; the function's own limit is longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String PROJECTS = "/v1/projects";
    private static final String PROJECT = "{\"slug\": \"refused\", \"name\": \"Refused\"}";

    private final FaultProxy wire = proxy();
    private final Crud crud = new Crud(
            Map.of("database.port", wire.port(), "database.ca", wire.authority().toString()));

    private static FaultProxy proxy() {
        Servers servers = Servers.running();
        return FaultProxy.before(servers, servers.port("PGBOUNCER_PORT"));
    }

    @AfterEach
    void stop() {
        crud.close();
        wire.close();
    }

    @Test
    void a403StaysOneWhileTheDatabaseIsAway() {
        Api viewer = crud.api().as(TestCaller.of(crud.workspace(), "viewer"));
        Api person = crud.api().as(TestCaller.person(UUID.randomUUID(), UUID.randomUUID()));
        Api.Answer before = viewer.post(PROJECTS, PROJECT).expect(403);
        assertEquals(1, crud.count("SELECT count(*) FROM audit_entries WHERE action = 'refuse'"));

        wire.close();
        long began = System.nanoTime();
        Api.Answer refused = viewer.post(PROJECTS, PROJECT).expect(403);
        person.get(PROJECTS).expect(403);
        Duration took = Duration.ofNanos(System.nanoTime() - began).dividedBy(2);
        assertEquals(before.body(), refused.body());
        assertTrue(took.compareTo(PATIENCE) < 0, "a refusal took " + took);

        // The database is away indeed: neither was written, and what needs it is told so.
        viewer.get(PROJECTS).expect(503);
        assertEquals(1, crud.count("SELECT count(*) FROM audit_entries WHERE action = 'refuse'"));
    }

    @Test
    void a403StaysOneWhereItsCommitIsLost() {
        Api viewer = crud.api().as(TestCaller.of(crud.workspace(), "viewer"));
        wire.cut(FaultProxy.Cut.BEFORE_COMMIT);
        int cuts = wire.cuts();
        viewer.post(PROJECTS, PROJECT).expect(403);
        assertTrue(wire.cuts() > cuts, "nothing was cut");
        assertEquals(0, crud.count("SELECT count(*) FROM audit_entries WHERE action = 'refuse'"));
    }
}
