package dev.statehouse.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.identity.People;
import dev.statehouse.testing.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTest {

    private static final int GUESSES = 20;

    private People people;

    @BeforeAll
    void start() {
        people = new People();
        people.register("user");
    }

    @AfterAll
    void stop() {
        people.close();
    }

    @Test
    void eachLoginHasATokenOfItsOwnOfWhichOnlyTheHashIsKept() {
        JsonNode first = people.logIn("user", People.PASSWORD).expect(201).json();
        JsonNode second =
                people.logIn("USER@example.org", People.PASSWORD).expect(201).json();
        assertNotEquals(first.path("token"), second.path("token"));
        assertEquals(
                "0",
                people.ask("SELECT count(*) FROM app.user_sessions s WHERE s::text LIKE '%"
                        + first.path("token").asText() + "%'"));
        Instant now = people.clock().instant();
        assertEquals(
                now.plus(Duration.ofHours(24)).toString(),
                first.path("expiresAt").asText());
        assertEquals(
                now.plus(Duration.ofDays(30)).toString(), first.path("endsAt").asText());
    }

    /** Whatever a stranger has planted in the browser is not what the login makes valid. */
    @Test
    void aPlantedTokenIsNotAdopted() {
        String planted = people.logIn("user", People.PASSWORD)
                .expect(201)
                .json()
                .path("token")
                .asText();
        Map<String, Object> event = new HashMap<>(people.nobody()
                .event(
                        "POST",
                        "/v1/sessions",
                        Map.of("content-type", "application/json", "authorization", "Bearer " + planted),
                        "{\"login\": \"user\", \"password\": \"%s\", \"cookie\": true}".formatted(People.PASSWORD),
                        false));
        event.put("cookies", List.of("__Host-session=" + planted));
        Api.Answer answer = people.nobody().send(event).expect(201);
        assertFalse(answer.header("set-cookie").contains(planted));
    }

    @Test
    void aCookieIsOutOfTheReachOfScriptsAndOtherHosts() {
        Api.Answer answer = people.post(
                        "/v1/sessions",
                        "{\"login\": \"user\", \"password\": \"%s\", \"cookie\": true}".formatted(People.PASSWORD))
                .expect(201);
        assertTrue(answer.json().path("token").isNull());
        assertTrue(
                answer.header("set-cookie")
                        .matches(
                                "__Host-session=sts_[0-9A-Za-z]+; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax"),
                answer.header("set-cookie"));
    }

    @Test
    void sessionsAreListedAndEnded() {
        people.register("lister");
        Api first = people.loggedIn("lister");
        Api second = people.loggedIn("lister");
        JsonNode list = second.get("/v1/sessions?limit=1").expect(200).json();
        assertTrue(list.path("data").path(0).path("current").asBoolean());
        assertEquals("test/1", list.at("/data/0/device").asText());
        assertFalse(list.toString().contains("sts_"));
        JsonNode rest = second.get(
                        "/v1/sessions?limit=1&cursor=" + list.path("nextCursor").asText())
                .expect(200)
                .json();
        String other = rest.at("/data/0/id").asText();
        assertFalse(rest.at("/data/0/current").asBoolean());
        people.loggedIn("user").delete("/v1/sessions/" + other).expect(404);
        second.delete("/v1/sessions/" + other).expect(204);
        second.delete("/v1/sessions/" + other).expect(404);
        second.delete("/v1/sessions/" + UUID.randomUUID()).expect(404);
        assertEquals(
                1, first.get("/v1/sessions").expect(200).json().path("data").size());
        assertTrue(second.delete("/v1/sessions/current")
                .expect(204)
                .header("set-cookie")
                .contains("Max-Age=0"));
        assertEquals(
                0, second.get("/v1/sessions").expect(200).json().path("data").size());
    }

    @Test
    void oneLogsOutEverywhere() {
        people.register("everywhere");
        people.loggedIn("everywhere");
        Api api = people.loggedIn("everywhere");
        api.delete("/v1/sessions").expect(204);
        assertEquals(0, api.get("/v1/sessions").expect(200).json().path("data").size());
        people.nobody().delete("/v1/sessions").expect(401);
        people.nobody().get("/v1/sessions").expect(401);
    }

    /** By what is answered and by what is worked out; the clock is printed, for a machine under load proves nothing by it. */
    @Test
    void anUnknownNameIsAnsweredAndWorkedOnLikeAWrongPassword() {
        people.register("guessed");
        List<Long> wrong = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            wrong.add(guess("guessed"));
            unknown.add(guess("nobody-here"));
        }
        System.out.printf(
                "login: wrong password %.1f ms, unknown name %.1f ms (medians of %d)%n",
                median(wrong) / 1e6, median(unknown) / 1e6, GUESSES);
        assertEquals(
                people.logIn("guessed", "some other password").expect(401),
                people.logIn("nobody-here", "some other password").expect(401));
    }

    /** Nanoseconds of one refused login, in which one hash is worked out. */
    private long guess(String name) {
        long before = people.hashes();
        long began = System.nanoTime();
        people.logIn(name, "some other password").expect(401);
        long took = System.nanoTime() - began;
        assertEquals(1, people.hashes() - before);
        return took;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    @Test
    void badLoginsAreRefused() {
        people.post("/v1/sessions", "{\"login\": \"user\"}").expect(422);
        people.post("/v1/sessions", "{\"login\": 5, \"password\": \"x\"}").expect(400);
        people.post("/v1/sessions", "{\"login\": \"user\", \"password\": \"x\", \"role\": \"owner\"}")
                .expect(400);
        people.post("/v1/sessions", "{\"login\": \"user\", \"password\": \"" + "x".repeat(300) + "\"}")
                .expect(422);
        people.post("/v1/sessions", "[]").expect(400);
    }
}
