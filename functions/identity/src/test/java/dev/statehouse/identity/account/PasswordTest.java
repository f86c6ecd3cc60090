package dev.statehouse.identity.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import dev.statehouse.identity.People;
import dev.statehouse.testing.Api;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PasswordTest {

    private static final String NEW = "another horse entirely";

    private People people;

    @BeforeAll
    void start() {
        people = new People();
    }

    @AfterAll
    void stop() {
        people.close();
    }

    private static String change(String old, String wanted) {
        return "{\"oldPassword\": \"%s\", \"newPassword\": \"%s\"}".formatted(old, wanted);
    }

    private static String reset(String token, String password) {
        return "{\"token\": \"%s\", \"password\": \"%s\"}".formatted(token, password);
    }

    private String live(UUID user) {
        return people.ask(
                "SELECT count(*) FROM app.user_sessions WHERE revoked_at IS NULL AND user_id = '" + user + "'");
    }

    @Test
    void aNewPasswordEndsAllOtherSessions() {
        UUID user = people.register("changer");
        Api other = people.loggedIn("changer");
        Api api = people.loggedIn("changer");
        assertEquals("2", live(user));
        api.put("/v1/me/password", change("wrong password", NEW)).expect(422);
        Api.Answer weak =
                api.put("/v1/me/password", change(People.PASSWORD, "changer1")).expect(422);
        assertEquals("/newPassword", weak.json().at("/errors/0/pointer").asText());
        assertEquals("2", live(user));
        api.put("/v1/me/password", change(People.PASSWORD, NEW)).expect(204);
        assertEquals("1", live(user));
        assertEquals(
                1, other.get("/v1/sessions").expect(200).json().path("data").size());
        people.logIn("changer", People.PASSWORD).expect(401);
        people.logIn("changer", NEW).expect(201);
        assertTrue(people.lastMail("changer@example.org").contains("password was changed"));
    }

    @Test
    void aResetIsAnsweredAlikeWorksOnceAndEndsAllSessions() {
        UUID user = people.register("forgetful");
        people.loggedIn("forgetful");
        int mails = people.mails().size();
        Api.Answer known = people.post("/v1/password-resets", "{\"email\": \"Forgetful@Example.org\"}");
        Api.Answer unknown = people.post("/v1/password-resets", "{\"email\": \"unheard@example.org\"}");
        assertEquals(known.expect(202), unknown.expect(202));
        assertEquals(mails + 2, people.mails().size());
        assertFalse(people.lastMail("unheard@example.org").contains("stm_"));
        String token = people.token("forgetful@example.org");
        people.post("/v1/password-resets/confirm", reset(token, "short")).expect(422);
        people.post("/v1/password-resets/confirm", reset(token, "forgetful")).expect(422);
        people.post("/v1/email-verifications/confirm", "{\"token\": \"" + token + "\"}")
                .expect(422);
        people.post("/v1/password-resets/confirm", reset(token, NEW)).expect(204);
        assertEquals("0", live(user));
        people.post("/v1/password-resets/confirm", reset(token, "yet another horse"))
                .expect(422);
        people.logIn("forgetful", People.PASSWORD).expect(401);
        people.logIn("forgetful", NEW).expect(201);
    }

    @Test
    void aResetExpiresAfterAnHour() {
        people.register("slow");
        people.post("/v1/password-resets", "{\"email\": \"slow@example.org\"}").expect(202);
        String token = people.token("slow@example.org");
        people.clock().move(Duration.ofMinutes(61));
        people.post("/v1/password-resets/confirm", reset(token, NEW)).expect(422);
        people.logIn("slow", People.PASSWORD).expect(201);
    }

    /** Each kind of bcrypt that other systems write. */
    @ParameterizedTest
    @EnumSource(
            value = Bcrypt.class,
            names = {"A", "B", "Y"})
    void bcryptIsAcceptedAndUpgradedAtTheNextLogin(Bcrypt kind) {
        String name = "imported-" + kind;
        UUID user = people.register(name);
        String bcrypt =
                BcryptFunction.getInstance(kind, 8).hash("an old pässword").getResult();
        people.database().asOwner("UPDATE user_passwords SET hash = '%s' WHERE user_id = '%s'".formatted(bcrypt, user));
        people.logIn(name, "an old password").expect(401);
        assertEquals(bcrypt, hash(user));
        people.logIn(name, "an old pässword").expect(201);
        assertTrue(hash(user).startsWith("$argon2id$v=19$m=47104,t=1,p=1$"), hash(user));
        people.logIn(name, "an old pässword").expect(201);
        people.logIn(name, "an old password").expect(401);
    }

    @Test
    void aWeakerArgonIsUpgradedToo() {
        UUID user = people.register("weaker");
        String weak = com.password4j.Argon2Function.getInstance(8192, 1, 1, 32, com.password4j.types.Argon2.ID)
                .hash("an old password")
                .getResult();
        people.database().asOwner("UPDATE user_passwords SET hash = '%s' WHERE user_id = '%s'".formatted(weak, user));
        people.logIn("weaker", "an old password").expect(201);
        assertTrue(hash(user).startsWith("$argon2id$v=19$m=47104,t=1,p=1$"), hash(user));
    }

    /** é is one character on one keyboard, and two on another. */
    @Test
    void aPasswordIsTheSameInEveryNormalForm() {
        people.register("accent");
        Api api = people.loggedIn("accent");
        api.put("/v1/me/password", change(People.PASSWORD, "caf\u00e9 caf\u00e9 caf\u00e9"))
                .expect(204);
        people.logIn("accent", "cafe\u0301 cafe\u0301 cafe\u0301").expect(201);
    }

    private String hash(UUID user) {
        return people.ask("SELECT hash FROM app.user_passwords WHERE user_id = '" + user + "'");
    }
}
