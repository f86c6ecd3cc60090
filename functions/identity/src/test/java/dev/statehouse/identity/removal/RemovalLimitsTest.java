package dev.statehouse.identity.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.identity.People;
import dev.statehouse.testing.Api;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemovalLimitsTest {

    /** With Redis and without it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoeverGuessesIsStoppedAfterSixtyAndNobodyElseIs(boolean redis) {
        try (People people = redis ? new People() : new People(Map.of("redis.port", 1, "redis.timeout-ms", 50))) {
            String guessing = People.anyAddress();
            for (int i = 0; i < 60; i++) {
                guess(people, guessing).expect(404);
            }
            Api.Answer refused = guess(people, guessing).expect(429);
            assertTrue(Integer.parseInt(refused.header("retry-after")) > 0);
            assertEquals("Too many requests", refused.json().path("title").asText());
            guess(people, People.anyAddress()).expect(404);
            people.clock().move(Duration.ofMinutes(15));
            guess(people, guessing).expect(404);
        }
    }

    private static Api.Answer guess(People people, String address) {
        return people.get("/v1/removals/" + UUID.randomUUID(), address);
    }
}
