package dev.statehouse.identity.key;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestRedis;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Redis remembers of a key is forgotten with the change, and without Redis the change is made all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyMemoryTest {

    private static final String KEYS = "/v1/api-keys";

    private Team team;
    private TestRedis redis;

    @BeforeAll
    void start(@TempDir Path folder) {
        assumeTrue(TestRedis.available(), "needs a redis-server of this machine");
        redis = TestRedis.start(folder);
        team = new Team(redis.properties());
    }

    @AfterAll
    void stop() {
        if (team != null) {
            team.close();
            redis.close();
        }
    }

    private JsonNode remembered(Api api, String fields) {
        JsonNode key = api.post(KEYS, "{\"name\": \"x\", \"role\": \"admin\"" + fields + "}")
                .expect(201)
                .json();
        redis.command("SET", name(key), "known");
        return key;
    }

    private static String name(JsonNode key) {
        return "apikey:" + key.path("prefix").asText();
    }

    private boolean isRemembered(JsonNode key) {
        return redis.command("EXISTS", name(key)).endsWith("1");
    }

    @Test
    void aKeyThatIsRevokedRotatedOrLosesItsMemberIsForgotten() {
        Api admin = team.key("admin");
        JsonNode untouched = remembered(admin, "");
        JsonNode revoked = remembered(admin, "");
        admin.delete(KEYS + "/" + revoked.path("id").asText()).expect(204);
        assertFalse(isRemembered(revoked));

        JsonNode rotated = remembered(admin, "");
        admin.post(KEYS + "/" + rotated.path("id").asText() + "/rotate", "{}").expect(201);
        assertFalse(isRemembered(rotated));

        UUID member = team.member("admin");
        JsonNode lowered = remembered(team.session(member, "admin"), ", \"actsForMe\": true");
        team.key("owner")
                .patch("/v1/members/" + member, "{\"role\": \"editor\"}", "*")
                .expect(200);
        assertFalse(isRemembered(lowered));
        redis.command("SET", name(lowered), "known");
        team.key("owner").delete("/v1/members/" + member).expect(204);
        assertFalse(isRemembered(lowered));
        assertTrue(isRemembered(untouched), "what did not change is still known");
    }

    @Test
    void withoutRedisAKeyIsRevokedAllTheSame() {
        try (Team alone = new Team(Map.of("redis.port", 1, "redis.timeout-ms", 100))) {
            Api admin = alone.key("admin");
            String key = admin.post(KEYS, "{\"name\": \"x\", \"role\": \"viewer\"}")
                    .expect(201)
                    .header("location");
            admin.delete(key).expect(204);
            assertTrue(admin.get(key).json().path("revokedAt").isTextual());
        }
    }
}
