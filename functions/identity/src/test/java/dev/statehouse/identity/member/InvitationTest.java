package dev.statehouse.identity.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvitationTest {

    private static final String INVITATIONS = "/v1/invitations";
    private static final String ACCEPT = "/v1/invitations/accept";

    private Team team;
    private Api admin;

    @BeforeAll
    void start() {
        team = new Team();
        admin = team.key("admin");
    }

    @AfterAll
    void stop() {
        team.close();
    }

    private static String email(UUID person) {
        return person + "@example.org";
    }

    private Api.Answer invite(String email, String role) {
        return admin.post(INVITATIONS, "{\"email\": \"%s\", \"role\": \"%s\"}".formatted(email, role));
    }

    private Api.Answer accept(UUID person, String token) {
        return team.person(person).post(ACCEPT, "{\"token\": \"%s\"}".formatted(token));
    }

    private String roleOf(UUID person) {
        return team.ask("SELECT role FROM memberships WHERE workspace_id = '%s' AND user_id = '%s'"
                .formatted(team.workspace(), person));
    }

    @Test
    void whoWasInvitedBecomesAMember() {
        UUID person = team.person();
        JsonNode invitation = invite(email(person).toUpperCase(Locale.ROOT), "editor")
                .expect(201)
                .json();
        Team.Message message = team.lastMessage();
        assertEquals(invitation.path("id").asText(), message.invitation().id().toString());
        assertFalse(invitation.toString().contains(message.token()));
        assertEquals("", roleOf(person));

        JsonNode workspace = accept(person, message.token()).expect(200).json();
        assertEquals(team.workspace().toString(), workspace.path("id").asText());
        assertEquals("editor", workspace.path("role").asText());
        assertEquals("editor", roleOf(person));
        assertEquals(workspace, accept(person, message.token()).expect(200).json(), "a repeat changes nothing");
        assertEquals(
                team.workspace().toString(),
                team.person(person)
                        .get("/v1/workspaces")
                        .json()
                        .at("/data/0/id")
                        .asText());
        admin.delete(INVITATIONS + "/" + invitation.path("id").asText()).expect(409);
    }

    @Test
    void theAnswerDoesNotTellWhetherTheAddressIsAnybodys() {
        String known = email(team.person());
        String unknown = email(UUID.randomUUID());
        JsonNode one = invite(known, "viewer").expect(201).json();
        JsonNode other = invite(unknown, "viewer").expect(201).json();
        for (String field : new String[] {"role", "invitedBy", "acceptedAt", "revokedAt"}) {
            assertEquals(one.path(field), other.path(field));
        }
        assertEquals(one.size(), other.size());
        assertEquals(unknown, team.lastMessage().invitation().email());
    }

    @Test
    void anInvitationIsForItsAddressOnceItIsVerified() {
        UUID invited = team.person();
        invite(email(invited), "editor").expect(201);
        String token = team.lastMessage().token();
        String before = team.state();
        accept(team.person(), token).expect(403);
        assertEquals(before, team.state());
        team.database().asOwner("UPDATE users SET email_verified_at = NULL WHERE id = '" + invited + "'");
        accept(invited, token).expect(403);
        assertEquals("", roleOf(invited));
        team.database().asOwner("UPDATE users SET email_verified_at = now() WHERE id = '" + invited + "'");
        accept(invited, token).expect(200);
    }

    @Test
    void whatIsOverRevokedOrSentAnewIsNoLongerAccepted() {
        UUID person = team.person();
        String id =
                invite(email(person), "editor").expect(201).json().path("id").asText();
        String first = team.lastMessage().token();
        assertEquals(
                id,
                invite(email(person), "viewer").expect(201).json().path("id").asText());
        accept(person, first).expect(404);
        String second = team.lastMessage().token();
        team.database().asOwner("UPDATE invitations SET expires_at = now() WHERE id = '" + id + "'");
        accept(person, second).expect(409);
        invite(email(person), "viewer").expect(201);
        admin.delete(INVITATIONS + "/" + id).expect(204);
        admin.delete(INVITATIONS + "/" + id).expect(204);
        accept(person, team.lastMessage().token()).expect(409);
        assertEquals("", roleOf(person));
    }

    @Test
    void whoWasRemovedDoesNotComeBackByTheSameToken() {
        UUID person = team.person();
        invite(email(person), "viewer").expect(201);
        String token = team.lastMessage().token();
        accept(person, token).expect(200);
        team.key("owner").delete("/v1/members/" + person).expect(204);
        accept(person, token).expect(409);
        assertEquals("", roleOf(person));
    }

    @Test
    void anInvitationHoldsForSevenDays() {
        String id = invite(email(UUID.randomUUID()), "viewer")
                .expect(201)
                .json()
                .path("id")
                .asText();
        assertEquals(
                "7 days",
                team.ask("SELECT date_trunc('minute', expires_at - created_at) FROM invitations WHERE id = '" + id
                        + "'"));
    }

    @Test
    void nobodyInvitesAboveTheirOwnRole() {
        String before = team.state();
        invite(email(UUID.randomUUID()), "owner").expect(403);
        assertEquals(before, team.state());
        String address = email(UUID.randomUUID());
        Api owner = team.key("owner");
        String id = owner.post(INVITATIONS, "{\"email\": \"%s\", \"role\": \"owner\"}".formatted(address))
                .expect(201)
                .json()
                .path("id")
                .asText();
        // What an owner sent is not an admin's to lower or to take back.
        invite(address, "viewer").expect(403);
        admin.delete(INVITATIONS + "/" + id).expect(403);
        owner.delete(INVITATIONS + "/" + id).expect(204);
    }

    @Test
    void aMemberIsNotInvitedAgain() {
        UUID member = team.member("viewer");
        assertEquals(
                "/email",
                invite(email(member), "editor")
                        .expect(409)
                        .json()
                        .at("/errors/0/pointer")
                        .asText());
    }

    @Test
    void aRepeatedInvitationSendsOneMessage() {
        TestCaller key = TestCaller.of(team.workspace(), "admin");
        String body = "{\"email\": \"%s\", \"role\": \"viewer\"}".formatted(email(UUID.randomUUID()));
        int before = team.messages().size();
        Api.Answer first = team.as(key).post(INVITATIONS, body, "once").expect(201);
        Api.Answer second = team.as(key).post(INVITATIONS, body, "once").expect(201);
        assertEquals(first.body(), second.body());
        assertEquals(before + 1, team.messages().size());
    }

    @Test
    void aTokenIsNowhereInTheDatabase() {
        TestCaller key = TestCaller.of(team.workspace(), "admin");
        team.as(key)
                .post(
                        INVITATIONS,
                        "{\"email\": \"%s\", \"role\": \"viewer\"}".formatted(email(UUID.randomUUID())),
                        "kept")
                .expect(201);
        String token = team.lastMessage().token();
        assertEquals("0", team.ask("""
                        SELECT (SELECT count(*) FROM invitations i WHERE i::text LIKE '%%%1$s%%')
                             + (SELECT count(*) FROM idempotency_keys k
                                WHERE convert_from(k.body, 'UTF8') LIKE '%%%1$s%%' OR k.headers::text LIKE '%%%1$s%%')
                        """.formatted(token)));
    }

    @Test
    void theyAreListedNewestFirst() {
        UUID workspace = team.anotherWorkspace();
        Api other = team.as(TestCaller.of(workspace, "admin"));
        for (int i = 0; i < 3; i++) {
            other.post(INVITATIONS, "{\"email\": \"%d@example.org\", \"role\": \"viewer\"}".formatted(i))
                    .expect(201);
        }
        JsonNode page = other.get(INVITATIONS + "?limit=2").expect(200).json();
        assertEquals("2@example.org", page.at("/data/0/email").asText());
        assertTrue(page.path("hasMore").asBoolean());
        JsonNode last = other.get(INVITATIONS + "?limit=2&cursor="
                        + page.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals("0@example.org", last.at("/data/0/email").asText());
        assertEquals(1, last.path("data").size());
        for (String query : new String[] {"limit=0", "cursor=x"}) {
            other.get(INVITATIONS + "?" + query).expect(400);
        }
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                | 422 | /email
            {"email": "x@example.org"}                                        | 422 | /role
            {"email": "x", "role": "viewer"}                                  | 422 | /email
            {"email": "x@y@z", "role": "viewer"}                              | 422 | /email
            {"email": "x@y\\r\\nBcc: z@w", "role": "viewer"}                  | 422 | /email
            {"email": "x @example.org", "role": "viewer"}                     | 422 | /email
            {"email": 1, "role": "viewer"}                                    | 400 | /email
            {"email": "x@example.org", "role": "king"}                        | 422 | /role
            {"email": "x@example.org", "role": "viewer", "token": "x"}        | 400 | /token
            {"email": "x@example.org", "role": "viewer", "id": "x"}           | 400 | /id
            {"email": "x@example.org", "role": "viewer", "expiresAt": "2040-01-01T00:00:00Z"} | 400 | /expiresAt
            {"email": "x@example.org", "role": "viewer", "acceptedAt": "2020-01-01T00:00:00Z"} | 400 | /acceptedAt
            """)
    void anInvitationIsRefused(String body, int status, String pointer) {
        String before = team.state();
        Api.Answer answer = admin.post(INVITATIONS, body).expect(status);
        assertEquals(pointer, answer.json().at("/errors/0/pointer").asText(), answer.body());
        assertEquals(before, team.state());
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                 | 422 | /token
            {"token": 5}                       | 400 | /token
            {"token": ""}                      | 404 | /token
            {"token": "sti_x"}                 | 404 | /token
            {"token": "sti_x", "role": "owner"} | 400 | /role
            """)
    void anAcceptanceIsRefused(String body, int status, String pointer) {
        String before = team.state();
        Api.Answer answer = team.person(team.person()).post(ACCEPT, body).expect(status);
        assertEquals(pointer, answer.json().at("/errors/0/pointer").asText(), answer.body());
        assertEquals("0", team.ask("SELECT count(*) FROM memberships WHERE created_at > now()"));
        assertEquals(before.isEmpty(), team.state().isEmpty());
    }
}
