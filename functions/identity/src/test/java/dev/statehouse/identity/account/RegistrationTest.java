package dev.statehouse.identity.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.identity.People;
import dev.statehouse.testing.Api;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationTest {

    private static final String ROWS =
            "SELECT (SELECT count(*) FROM app.users) || ' ' || (SELECT count(*) FROM app.user_registrations)";

    private People people;

    @BeforeAll
    void start() {
        people = new People();
    }

    @AfterAll
    void stop() {
        people.close();
    }

    private static String confirm(String token) {
        return "{\"token\": \"" + token + "\"}";
    }

    @Test
    void aPersonRegistersProvesTheAddressAndLogsIn() {
        people.post("/v1/users", People.registration("Grace")).expect(202);
        people.logIn("grace", People.PASSWORD).expect(401);
        String token = people.token("Grace@example.org");
        Api.Answer opened =
                people.post("/v1/email-verifications/confirm", confirm(token)).expect(200);
        assertFalse(opened.json().path("emailVerifiedAt").isNull());
        people.post("/v1/email-verifications/confirm", confirm(token)).expect(422);
        people.logIn("grace", People.PASSWORD).expect(201);
        Api api = people.as(people.logIn("GRACE@EXAMPLE.ORG", People.PASSWORD));
        assertEquals(
                "Grace", api.get("/v1/me").expect(200).json().path("username").asText());
    }

    /** The answer, the rows, the hashes: the message alone differs. */
    @Test
    void aKnownAddressIsAnsweredAndWorkedOnLikeAnUnknownOne() {
        people.register("known");
        long hashes = people.hashes();
        int mails = people.mails().size();
        long began = System.nanoTime();
        Api.Answer unknown = people.post("/v1/users", body("fresh1", "unknown@example.org"));
        long between = System.nanoTime();
        long forUnknown = people.hashes() - hashes;
        Api.Answer known = people.post("/v1/users", body("fresh2", "KNOWN@example.org"));
        System.out.printf(
                "registering: unknown address %d ms, known %d ms%n",
                (between - began) / 1_000_000, (System.nanoTime() - between) / 1_000_000);
        assertEquals(unknown.expect(202), known.expect(202));
        assertEquals(forUnknown, people.hashes() - hashes - forUnknown);
        assertEquals(mails + 2, people.mails().size());
        assertEquals("2", people.ask("SELECT count(*) FROM app.user_registrations WHERE username ~ '^fresh'"));
        assertTrue(people.lastMail("KNOWN@example.org").contains("has an account already"));
        assertFalse(people.lastMail("KNOWN@example.org").contains("stm_"));
        // Neither is the username taken by one and free by the other.
        people.post("/v1/users", body("fresh1", "other1@example.org")).expect(202);
        people.post("/v1/users", body("fresh2", "other2@example.org")).expect(202);
    }

    @Test
    void namesAndAddressesAreUniqueIgnoringCase() {
        people.register("unique");
        Api.Answer taken =
                people.post("/v1/users", body("UNIQUE", "else@example.org")).expect(409);
        assertEquals("/username", taken.json().at("/errors/0/pointer").asText());
        people.post("/v1/users", body("twice", "first@example.org")).expect(202);
        String first = people.token("first@example.org");
        people.post("/v1/users", body("TWICE", "second@example.org")).expect(202);
        String second = people.token("second@example.org");
        people.post("/v1/email-verifications/confirm", confirm(first)).expect(200);
        people.post("/v1/email-verifications/confirm", confirm(second)).expect(409);
    }

    @Test
    void aMessageIsSentAgainAndOnlyItsTokenWorks() {
        people.post("/v1/users", People.registration("again")).expect(202);
        String first = people.token("again@example.org");
        Api.Answer waiting = people.post("/v1/email-verifications", "{\"email\": \"again@example.org\"}");
        Api.Answer stranger = people.post("/v1/email-verifications", "{\"email\": \"never@example.org\"}");
        assertEquals(waiting.expect(202), stranger.expect(202));
        assertTrue(people.lastMail("never@example.org").contains("no registration waits"));
        people.post("/v1/email-verifications/confirm", confirm(first)).expect(422);
        people.post("/v1/email-verifications/confirm", confirm(people.token("again@example.org")))
                .expect(200);
    }

    @Test
    void aTokenExpiresAfterADay() {
        try (People later = new People()) {
            later.post("/v1/users", People.registration("late")).expect(202);
            String token = later.token("late@example.org");
            later.clock().move(Duration.ofHours(24).plusSeconds(1));
            Api.Answer refused = later.post("/v1/email-verifications/confirm", confirm(token))
                    .expect(422);
            assertEquals("/token", refused.json().at("/errors/0/pointer").asText());
            // The next registration clears what is over.
            later.post("/v1/users", People.registration("later")).expect(202);
            assertEquals("1", later.ask("SELECT count(*) FROM app.user_registrations"));
        }
    }

    /** The first owner of a workspace, and who was invited, stand in the table before they ever register. */
    @Test
    void whoWasOnlyInvitedTakesTheirRowOver() {
        UUID invited = people.rows().member(people.rows().workspace(), "editor");
        String email = invited + "@example.org";
        people.post("/v1/users", body("invited", email)).expect(202);
        Api.Answer opened = people.post("/v1/email-verifications/confirm", confirm(people.token(email)))
                .expect(200);
        assertEquals(invited.toString(), opened.json().path("id").asText());
        people.logIn("invited", People.PASSWORD).expect(201);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            username | ab                     | 422
            username | a@b.example            | 422
            username | -abc                   | 422
            email    | nobody                 | 422
            email    | a@b@c.example          | 422
            email    | a@b.exam ple           | 422
            email    | a@b.example\\r\\nBcc: x@y.example | 422
            email    | a@b.example,c@d.example | 422
            password | short                  | 422
            password | Password1234           | 422
            password | aaaaaaaaaaaa           | 422
            password | field-names1           | 422
            """)
    void aBadFieldIsNamedAndNothingIsWritten(String field, String value, int status) {
        String before = people.ask(ROWS);
        String good = "{\"username\": \"field-names\", \"email\": \"field@example.org\", \"password\": \"%s\"}"
                .formatted(People.PASSWORD);
        String bad = good.replaceFirst(
                "\"" + field + "\": \"[^\"]*\"",
                java.util.regex.Matcher.quoteReplacement("\"" + field + "\": \"" + value + "\""));
        Api.Answer refused = people.post("/v1/users", bad).expect(status);
        assertEquals("/" + field, refused.json().at("/errors/0/pointer").asText());
        assertFalse(refused.body().contains(value));
        assertEquals(before, people.ask(ROWS));
    }

    @ParameterizedTest
    @CsvSource({
        "role,'\"owner\"'",
        "plan,'\"large\"'",
        "emailVerified,true",
        "emailVerifiedAt,'\"2026-01-01T00:00:00Z\"'",
        "id,'\"01900000-0000-7000-8000-000000000009\"'"
    })
    void whatOnlyTheSystemSetsIsRefused(String field, String value) {
        String before = people.ask(ROWS);
        String body = People.registration("mass").replaceFirst("}", ", \"" + field + "\": " + value + "}");
        Api.Answer refused = people.post("/v1/users", body).expect(400);
        assertEquals("/" + field, refused.json().at("/errors/0/pointer").asText());
        assertEquals(before, people.ask(ROWS));
    }

    @Test
    void oneAddressGetsFiveMessagesAnHour() {
        String body = "{\"email\": \"flooded@example.org\"}";
        for (int i = 0; i < 5; i++) {
            people.post("/v1/email-verifications", body).expect(202);
        }
        Api.Answer refused = people.post("/v1/email-verifications", body).expect(429);
        assertTrue(Integer.parseInt(refused.header("retry-after")) > 0);
        int mails = people.mails().size();
        people.post(
                "/v1/email-verifications",
                body.toUpperCase(java.util.Locale.ROOT).replace("EMAIL\"", "email\""));
        assertEquals(mails, people.mails().size());
    }

    private static String body(String username, String email) {
        return "{\"username\": \"%s\", \"email\": \"%s\", \"password\": \"%s\"}"
                .formatted(username, email, People.PASSWORD);
    }
}
