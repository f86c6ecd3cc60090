package dev.statehouse.identity.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.statehouse.identity.People;
import dev.statehouse.testing.Api;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is written down about what happens to an account. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountLogTest {

    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private People people;

    @BeforeAll
    void start() {
        people = new People();
    }

    @AfterAll
    void stop() {
        people.close();
    }

    /** One line of the entries of a log: action, table, whether the person is named as the doer, and by what. */
    private String log(Object person) {
        return people.ask("""
                SELECT string_agg(concat_ws(' ', action, relation, coalesce(via, 'unproved'),
                                            CASE person_id WHEN workspace_id THEN 'self' END), ', ' ORDER BY id)
                FROM app.audit_entries WHERE workspace_id = '%s'
                """.formatted(person));
    }

    private String brokenLink(Object person) {
        return people.ask("SELECT broken FROM (SELECT app.enter_workspace('" + person
                + "')) e, LATERAL (SELECT * FROM app.verify_audit_log(1, 1000) OFFSET 0) v");
    }

    @Test
    void eachChangeOfAnAccountIsWrittenDownWithoutWhatTellsWhoItIs() {
        UUID user = people.register("logged");
        Api api = people.loggedIn("logged");
        api.patch("/v1/me", "{\"firstName\": \"Augusta\"}", "\"1\"").expect(200);
        api.put(
                        "/v1/me/password",
                        "{\"oldPassword\": \"%s\", \"newPassword\": \"another horse entirely\"}"
                                .formatted(People.PASSWORD))
                .expect(204);
        Api.Answer login = people.logIn("logged", "another horse entirely");
        people.as(login).delete("/v1/sessions/current").expect(204);

        assertEquals(
                "insert users unproved, insert user_passwords unproved, insert user_sessions session self,"
                        + " update users session self, update user_passwords session self,"
                        + " insert user_sessions session self, update user_sessions session self",
                log(user));
        String all = people.ask(
                "SELECT string_agg(e::text, ' ') FROM app.audit_entries e WHERE workspace_id = '" + user + "'");
        for (String secret : new String[] {"Augusta", "logged@example.org", "Ada", "argon2id"}) {
            assertFalse(all.contains(secret), secret);
        }
        assertEquals("null", brokenLink(user));
        people.ask("WITH gone AS (DELETE FROM app.audit_entries WHERE workspace_id = '" + user
                + "' AND relation = 'users' AND action = 'update' RETURNING 1) SELECT count(*) FROM gone");
        assertEquals("3", brokenLink(user));
    }

    @Test
    void aRefusedLoginIsWrittenDownWhomeverItNames() {
        UUID user = people.register("guessed");
        String before = people.ask("SELECT count(*) FROM app.audit_entries WHERE workspace_id = '" + NOBODY + "'");
        people.post("/v1/sessions", "{\"login\": \"guessed\", \"password\": \"not this one\"}", "2001:db8::77")
                .expect(401);
        people.logIn("nobody-at-all", "not this one").expect(401);

        assertEquals(
                "2001:db8::77",
                people.ask("SELECT address FROM app.audit_entries WHERE action = 'refuse' AND workspace_id = '" + user
                        + "'"));
        assertEquals(
                Integer.toString(Integer.parseInt(before) + 1),
                people.ask("SELECT count(*) FROM app.audit_entries WHERE workspace_id = '" + NOBODY + "'"));
    }
}
