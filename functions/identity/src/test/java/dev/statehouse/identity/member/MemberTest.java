package dev.statehouse.identity.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemberTest {

    private static final String MEMBERS = "/v1/members";

    private Team team;

    @BeforeAll
    void start() {
        // As many connections as on as many instances, so that requests meet in the database and not before it.
        team = new Team(Map.of("database.pool-size", 4, "datasources.default.connection-timeout", 20_000));
    }

    @AfterAll
    void stop() {
        team.close();
    }

    /** A workspace of its own, with these members in the order of their roles. */
    private record Company(UUID workspace, List<UUID> members) {}

    private Company company(String... roles) {
        UUID workspace = team.anotherWorkspace();
        List<UUID> members = new ArrayList<>();
        for (String role : roles) {
            UUID user = team.person();
            members.add(user);
            team.database()
                    .asOwner("INSERT INTO memberships (workspace_id, user_id, role) VALUES ('%s', '%s', '%s')"
                            .formatted(workspace, user, role));
        }
        return new Company(workspace, members);
    }

    private Api owner(Company company) {
        return team.as(TestCaller.of(company.workspace(), "owner"));
    }

    private String roleOf(Company company, UUID user) {
        return team.ask("SELECT role FROM memberships WHERE workspace_id = '%s' AND user_id = '%s'"
                .formatted(company.workspace(), user));
    }

    @Test
    void membersAreListedInPages() {
        Company company = company("owner", "viewer", "editor");
        Api api = team.as(TestCaller.of(company.workspace(), "viewer"));
        List<String> found = new ArrayList<>();
        JsonNode page = api.get(MEMBERS + "?limit=2").expect(200).json();
        page.path("data").forEach(member -> found.add(member.path("userId").asText()));
        assertTrue(page.path("hasMore").asBoolean());
        JsonNode last = api.get(
                        MEMBERS + "?limit=2&cursor=" + page.path("nextCursor").asText())
                .expect(200)
                .json();
        last.path("data").forEach(member -> found.add(member.path("userId").asText()));
        assertEquals(company.members().stream().map(UUID::toString).sorted().toList(), found);
        JsonNode member = page.path("data").path(0);
        assertEquals(
                member.path("userId").asText() + "@example.org",
                member.path("email").asText());
        for (String parameter : List.of("limit=0", "limit=101", "cursor=x")) {
            assertEquals(
                    parameter.split("=", 2)[0],
                    api.get(MEMBERS + "?" + parameter)
                            .expect(400)
                            .json()
                            .at("/errors/0/parameter")
                            .asText());
        }
    }

    @ParameterizedTest(name = "{0} makes {1} {2}: {3}")
    @CsvSource({
        "owner, viewer, editor, 200",
        "owner, viewer, owner, 200",
        "owner, owner, viewer, 200",
        "owner, admin, owner, 200",
        "admin, viewer, editor, 200",
        "admin, admin, viewer, 200",
        "admin, viewer, admin, 200",
        "admin, viewer, owner, 403",
        "admin, admin, owner, 403",
        "admin, owner, viewer, 403",
        "admin, owner, owner, 403",
        "editor, viewer, editor, 403",
        "viewer, viewer, owner, 403",
    })
    void nobodyGivesOrTakesARoleAboveTheirOwn(String actor, String present, String wanted, int status) {
        Company company = company("owner", actor, present);
        UUID acting = company.members().get(1);
        UUID member = company.members().get(2);
        for (Api api : List.of(
                team.session(company.workspace(), acting, actor), team.as(TestCaller.of(company.workspace(), actor)))) {
            api.patch(MEMBERS + "/" + member, "{\"role\": \"%s\"}".formatted(wanted), "*")
                    .expect(status);
            assertEquals(status == 200 ? wanted : present, roleOf(company, member));
            if (status == 403) {
                continue;
            }
            owner(company)
                    .patch(MEMBERS + "/" + member, "{\"role\": \"%s\"}".formatted(present), "*")
                    .expect(200);
        }
    }

    @Test
    void nobodyRaisesThemselves() {
        Company company = company("owner", "admin");
        UUID admin = company.members().get(1);
        team.session(company.workspace(), admin, "admin")
                .patch(MEMBERS + "/" + admin, "{\"role\": \"owner\"}", "*")
                .expect(403);
        assertEquals("admin", roleOf(company, admin));
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                          | 422 | /role
            {"role": null}                              | 422 | /role
            {"role": "king"}                            | 422 | /role
            {"role": "OWNER"}                           | 422 | /role
            {"role": 3}                                 | 400 | /role
            {"role": "viewer", "email": "a@b"}          | 400 | /email
            {"role": "viewer", "userId": "x"}           | 400 | /userId
            """)
    void aChangeIsRefused(String body, int status, String pointer) {
        UUID member = team.member("viewer");
        Api.Answer answer =
                team.key("owner").patch(MEMBERS + "/" + member, body, "*").expect(status);
        assertEquals(pointer, answer.json().at("/errors/0/pointer").asText());
    }

    @Test
    void anybodyMayLeaveAndOnlyAdminsRemoveOthers() {
        Company company = company("owner", "viewer", "viewer", "admin");
        UUID viewer = company.members().get(1);
        UUID other = company.members().get(2);
        UUID admin = company.members().get(3);
        team.session(company.workspace(), viewer, "viewer")
                .delete(MEMBERS + "/" + other)
                .expect(403);
        team.session(company.workspace(), viewer, "viewer")
                .delete(MEMBERS + "/" + viewer)
                .expect(204);
        assertEquals("", roleOf(company, viewer));
        team.session(company.workspace(), admin, "admin")
                .delete(MEMBERS + "/" + company.members().get(0))
                .expect(403);
        team.session(company.workspace(), admin, "admin")
                .delete(MEMBERS + "/" + other)
                .expect(204);
        assertEquals("", roleOf(company, other));
    }

    @Test
    void theLastOwnerStays() {
        Company company = company("owner", "admin");
        UUID last = company.members().get(0);
        String before = team.state();
        for (Api api : List.of(owner(company), team.session(company.workspace(), last, "owner"))) {
            api.delete(MEMBERS + "/" + last).expect(409);
            api.patch(MEMBERS + "/" + last, "{\"role\": \"admin\"}", "*").expect(409);
        }
        assertEquals(before, team.state());
        owner(company).patch(MEMBERS + "/" + last, "{\"role\": \"owner\"}", "*").expect(200);
    }

    /** Each takes the other's place away in the same moment; whoever comes second finds the first alone. */
    @Test
    void ofTwoOwnersWhoRemoveEachOtherAtOnceOneRemains() throws Exception {
        for (int round = 0; round < 20; round++) {
            Company company = company("owner", "owner");
            UUID one = company.members().get(0);
            UUID two = company.members().get(1);
            boolean removes = round % 2 == 0;
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                Future<Integer> first = both.submit(() -> {
                    together.await();
                    return oust(company, one, two, removes);
                });
                Future<Integer> second = both.submit(() -> {
                    together.await();
                    return oust(company, two, one, removes);
                });
                List<Integer> answers = List.of(first.get(), second.get());
                assertTrue(answers.contains(removes ? 204 : 200), "nobody came first: " + answers);
                assertTrue(answers.contains(403), "nobody came second: " + answers);
            }
            assertEquals(
                    "1",
                    team.ask("SELECT count(*) FROM memberships WHERE role = 'owner' AND workspace_id = '%s'"
                            .formatted(company.workspace())));
        }
    }

    /** By keys, which act for nobody and so stay what they are, the lock alone decides. */
    @Test
    void ofTwoOwnersWhoAreRemovedAtOnceOneRemains() throws Exception {
        for (int round = 0; round < 20; round++) {
            Company company = company("owner", "owner");
            CyclicBarrier together = new CyclicBarrier(2);
            try (ExecutorService both = Executors.newFixedThreadPool(2)) {
                List<Future<Integer>> answers = new ArrayList<>();
                for (UUID owner : company.members()) {
                    answers.add(both.submit(() -> {
                        together.await();
                        return owner(company).delete(MEMBERS + "/" + owner).status();
                    }));
                }
                List<Integer> statuses = new ArrayList<>(
                        List.of(answers.get(0).get(), answers.get(1).get()));
                statuses.sort(null);
                assertEquals(List.of(204, 409), statuses);
            }
        }
    }

    private int oust(Company company, UUID actor, UUID other, boolean removes) {
        Api api = team.session(company.workspace(), actor, "owner");
        return removes
                ? api.delete(MEMBERS + "/" + other).status()
                : api.patch(MEMBERS + "/" + other, "{\"role\": \"viewer\"}", "*")
                        .status();
    }

    @Test
    void whoWasDemotedSinceTheAuthorizerLookedDecidesNothing() {
        Company company = company("owner", "viewer");
        UUID demoted = company.members().get(1);
        String before = team.state();
        team.session(company.workspace(), demoted, "owner")
                .delete(MEMBERS + "/" + company.members().get(0))
                .expect(403);
        assertEquals(before, team.state());
    }

    @Test
    void keysFollowTheMemberTheyActFor() {
        Company company = company("owner", "admin");
        UUID admin = company.members().get(1);
        Api api = team.session(company.workspace(), admin, "admin");
        String key = api.post("/v1/api-keys", "{\"name\": \"Mine\", \"role\": \"admin\", \"actsForMe\": true}")
                .expect(201)
                .header("location");
        String other = api.post("/v1/api-keys", "{\"name\": \"The workspace's\", \"role\": \"admin\"}")
                .expect(201)
                .header("location");
        owner(company)
                .patch(MEMBERS + "/" + admin, "{\"role\": \"viewer\"}", "*")
                .expect(200);
        assertEquals("viewer", owner(company).get(key).json().path("role").asText());
        owner(company).delete(MEMBERS + "/" + admin).expect(204);
        JsonNode revoked = owner(company).get(key).expect(200).json();
        assertTrue(revoked.path("revokedAt").isTextual(), revoked.toString());
        assertTrue(revoked.path("userId").isNull(), revoked.toString());
        JsonNode untouched = owner(company).get(other).expect(200).json();
        assertEquals("admin", untouched.path("role").asText());
        assertTrue(untouched.path("revokedAt").isNull());
    }
}
