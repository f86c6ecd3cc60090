package dev.statehouse.identity.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.identity.People;
import dev.statehouse.testing.Api;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginLimitsTest {

    private static final String WRONG = "{\"login\": \"%s\", \"password\": \"not the password\"}";

    /** With Redis and without it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tenThousandWrongPasswordsCostTenHashes(boolean redis) {
        try (People people = redis ? new People() : new People(Map.of("redis.port", 1, "redis.timeout-ms", 50))) {
            people.register("target");
            long before = people.hashes();
            int admitted = 0;
            for (int i = 0; i < 10_000; i++) {
                Api.Answer answer = people.post("/v1/sessions", WRONG.formatted("target"), "203.0.113.9");
                if (answer.status() == 401) {
                    admitted++;
                } else {
                    assertTrue(Integer.parseInt(answer.expect(429).header("retry-after")) > 0);
                }
            }
            assertEquals(10, admitted);
            assertEquals(10, people.hashes() - before);
            people.logIn("target", People.PASSWORD).expect(201);
            people.clock().move(Duration.ofMinutes(15));
            people.post("/v1/sessions", WRONG.formatted("target"), "203.0.113.9")
                    .expect(401);
        }
    }

    @Test
    void guessingFromManyAddressesLeavesTheOwnerIn() {
        try (People people = new People()) {
            people.register("owner");
            String good = WRONG.formatted("owner").replace("not the password", People.PASSWORD);
            people.post("/v1/sessions", good, "198.51.100.7").expect(201);
            int refused = 0;
            for (int i = 0; i < 150; i++) {
                Api.Answer answer = people.post("/v1/sessions", WRONG.formatted("owner"), "203.0.113." + i);
                refused += answer.status() == 429 ? 1 : 0;
            }
            assertTrue(refused >= 50, refused + " of 150 were refused");
            people.post("/v1/sessions", good, "192.0.2.1").expect(429);
            people.post("/v1/sessions", good, "198.51.100.7").expect(201);
        }
    }
}
