package dev.statehouse.crud.profile;

import static dev.statehouse.crud.profile.Masquerade.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileSlugTest {

    private static final String PROFILES = "/v1/profiles";
    private static final int CLIENTS = 6;

    private Crud crud;
    private Api api;
    private Masquerade make;
    private String identity;

    @BeforeAll
    void start() {
        crud = new Crud(Map.of("database.pool-size", CLIENTS, "datasources.default.connection-timeout", 20_000));
        api = crud.api();
        make = new Masquerade(api);
        identity = make.identity("Renamed");
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private String profile(String slug) {
        return PROFILES + "/" + make.profile(identity, slug, "{}");
    }

    private void rename(String path, String slug) {
        api.patch(path, "{\"slug\": \"%s\"}".formatted(slug), "*").expect(200);
    }

    private void assertLeads(String from, String to) {
        Api.Answer moved = api.get(PROFILES + "/" + from).expect(308);
        assertEquals(PROFILES + "/" + to, moved.header("location"));
        assertEquals("private, no-cache", moved.header("cache-control"));
        assertEquals("", moved.body());
    }

    private void assertTaken(Api.Answer answer) {
        assertEquals("/slug", answer.expect(409).json().at("/errors/0/pointer").asText());
    }

    @Test
    void everyOldSlugLeadsStraightToThePresentOne() {
        String path = profile("first");
        rename(path, "second");
        rename(PROFILES + "/second", "third");
        assertLeads("first", "third");
        assertLeads("second", "third");
        assertEquals(
                "third",
                api.get(PROFILES + "/third").expect(200).json().path("slug").asText());
        api.patch(PROFILES + "/first", "{}", "*").expect(404);
    }

    @Test
    void nobodyElseTakesAnOldSlugAndItsOwnProfileTakesItBack() {
        String path = profile("mine");
        rename(path, "mine-now");
        String other = profile("other");
        String before = crud.state();
        assertTaken(api.post(PROFILES, body(identity, "mine", "{}")));
        assertTaken(api.post(PROFILES, body(identity, "mine-now", "{}")));
        assertTaken(api.patch(other, "{\"slug\": \"mine\"}", "*"));
        assertTaken(api.patch(other, "{\"slug\": \"mine-now\", \"headline\": \"x\"}", "*"));
        assertEquals(before, crud.state());
        rename(path, "mine");
        assertEquals(200, api.get(PROFILES + "/mine").status());
        assertLeads("mine-now", "mine");
        rename(path, "mine");
        assertEquals(200, api.get(PROFILES + "/mine").status());
    }

    @Test
    void aRefusedChangeTakesNoSlug() {
        String path = profile("stays");
        api.patch(path, "{\"slug\": \"almost\"}", "\"9\"").expect(412);
        profile("almost");
        api.get(PROFILES + "/stays").expect(200);
    }

    @Test
    void anotherWorkspaceHasSlugsOfItsOwn() {
        profile("both");
        Api stranger = crud.stranger();
        Masquerade there = new Masquerade(stranger);
        String theirs = there.profile(there.identity("Theirs"), "both", "{}");
        stranger.patch(PROFILES + "/" + theirs, "{\"slug\": \"theirs\"}", "*").expect(200);
        api.get(PROFILES + "/both").expect(200);
        api.get(PROFILES + "/theirs").expect(404);
    }

    @Test
    void ofTwoProfilesThatWantASlugAtOnceOneHasIt() throws Exception {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            paths.add(profile("rival-" + i));
        }
        CyclicBarrier together = new CyclicBarrier(CLIENTS);
        List<Integer> statuses = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Integer>> all = paths.stream()
                    .map(path -> clients.submit(() -> {
                        together.await();
                        return api.patch(path, "{\"slug\": \"wanted\"}", "*").status();
                    }))
                    .toList();
            for (Future<Integer> one : all) {
                statuses.add(one.get());
            }
        }
        statuses.sort(null);
        assertEquals(List.of(200, 409, 409, 409, 409, 409), statuses);
        assertEquals(1, crud.count("SELECT count(*) FROM profile_slugs WHERE slug = 'wanted'"));
    }

    @Test
    void aProfileHasHadAHundredSlugsAtMost() {
        String path = profile("greedy");
        String id = path.substring(path.lastIndexOf('/') + 1);
        crud.database().asOwner("""
                INSERT INTO app.profile_slugs (workspace_id, slug, profile_id)
                SELECT '%s', 'greedy-' || n, '%s' FROM generate_series(1, 99) n
                """.formatted(crud.workspace(), id));
        assertTrue(api.patch(path, "{\"slug\": \"greedy-100\"}", "*")
                .expect(422)
                .body()
                .contains("100 slugs"));
        rename(path, "greedy-99");
    }
}
