package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.localstack.FaultStack.Answer;
import dev.statehouse.testing.Signals;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Linguists ask an agent about languages: sessions in projects that outlive restarts, and that go when nobody came back to them. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinguisticsStoryTest {

    private static final String SESSIONS = "/v1/conversations";
    private static final String PASSWORD = "Sapir and Whorf";
    /** What passlib's bcrypt made of the password in the system from which they come. */
    private static final String PASSWORD_HASH = "$2b$10$abcdefghijklmnopqrstuurOyWYVSmYR1pxnqk..CDjGZDDVONhJq";

    private FaultStack stack;
    private Client lab;
    private Client user;
    private Client reader;
    private String project;

    @BeforeAll
    void begin(FaultStack shared) throws Exception {
        stack = shared;
        lab = Client.ofWorkspace(stack, "linguistics");
        JsonNode taken = stack.run("migrate", """
                {"users": [
                   {"username": "whorf", "email": "whorf@example.org", "passwordHash": "%1$s", "emailVerified": true},
                   {"username": "sapir", "email": "sapir@example.org", "passwordHash": "%1$s", "emailVerified": true}]}
                """.formatted(PASSWORD_HASH));
        assertEquals(2, taken.at("/users/made").asInt());
        user = member("whorf", "editor");
        reader = member("sapir", "viewer");
        project = user.made("/v1/projects", """
                {"slug": "hopi", "name": "Time in Hopi", "settings": {"notation": "IPA"}}""");
    }

    /** They log in with the password that they had. */
    private Client member(String username, String role) {
        Client person = Client.loggedIn(stack, username, PASSWORD);
        lab.invite(person, username + "@example.org", role);
        return person.in("linguistics");
    }

    private String session(String title) {
        return SESSIONS + "/" + user.made(SESSIONS, """
                {"title": "%s", "projectId": "%s", "visibility": "workspace", "context": {"language": "hopi", "depth": 1}}
                """.formatted(title, project));
    }

    private static void say(Client client, String session, String role, String content) {
        client.post(session + "/messages", """
                        {"role": "%s", "content": "%s", "metadata": {"source": "field notes"}}""".formatted(role, content)).expect(201);
    }

    @Test
    void eachDoesWhatTheirRoleAllows() {
        assertEquals(
                Set.of("viewer", "editor", "owner"),
                Set.of(lab.get("/v1/members").expect(200).each("/data", "/role").split(", ")));
        assertEquals("Time in Hopi", reader.get("/v1/projects/" + project).text("/name"));
        reader.patch("/v1/projects/" + project, "{\"name\": \"Mine\"}").expect(403);
        reader.post(SESSIONS, "{\"visibility\": \"workspace\"}").expect(403);
        user.patch("/v1/projects/" + project, "{\"description\": \"Is there a future tense?\"}")
                .expect(200);

        // The trail tells who did what; a password or its hash is nowhere in it.
        Answer trail = lab.get("/v1/audit-log?relation=projects&limit=100").expect(200);
        assertEquals("update, insert", trail.each("/data", "/action"));
        assertFalse(trail.body().contains("$2b$"));
    }

    @Test
    void aSessionOutlivesARestart() throws IOException, InterruptedException {
        String session = session("Tenses");
        say(user, session, "system", "You are a linguist.");
        say(user, session, "user", "How does Hopi speak of tomorrow?");
        say(user, session, "assistant", "By a suffix of expectation.");
        user.patch(session, "{\"context\": {\"language\": \"hopi\", \"depth\": 2}}")
                .expect(200);

        // Every instance of the application is killed where it stands.
        List<Integer> instances = stack.pids("CrudFunction");
        assertFalse(instances.isEmpty());
        instances.forEach(instance -> Signals.send("KILL", instance));
        while (!Collections.disjoint(instances, stack.pids("CrudFunction"))) {
            Thread.sleep(100);
        }

        Answer found = user.get(session + "?include=messages").expect(200);
        assertEquals("2", found.text("/context/depth"));
        assertEquals("system, user, assistant", found.each("/messages/data", "/role"));
        assertEquals("field notes", found.text("/messages/data/0/metadata/source"));
        assertTrue(user.get(SESSIONS + "?project=" + project)
                .expect(200)
                .each("/data", "/title")
                .contains("Tenses"));

        // Without its project it is still there.
        user.patch(session, "{\"projectId\": null}").expect(200);
        assertEquals("3", user.get(session).text("/messageCount"));
    }

    @Test
    void whatNobodyCameBackToForNinetyDaysGoes() throws Exception {
        assertEquals("90", lab.get("/v1/workspace").expect(200).text("/historyRetentionDays"));
        String forgotten = session("Forgotten");
        String resumed = session("Resumed");
        for (String session : List.of(forgotten, resumed)) {
            say(user, session, "user", "Good morning.");
        }
        lastTouched("91 days");
        say(user, resumed, "user", "Where were we?");

        stack.run("session-cleanup", "");

        user.get(forgotten).expect(404);
        assertEquals(
                "Good morning., Where were we?", user.get(resumed + "/messages").each("/data", "/content"));
    }

    private void lastTouched(String ago) throws SQLException {
        try (Connection connection = stack.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE app.conversations SET updated_at = now() - interval '" + ago + "'"
                    + " WHERE title IN ('Forgotten', 'Resumed')");
        }
    }

    // What the agent knows (url, pdf, text, file) has a test of its own here.
}
