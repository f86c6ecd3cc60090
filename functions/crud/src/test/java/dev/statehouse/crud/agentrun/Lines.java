package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** Bodies of a run's lines. */
final class Lines {

    private Lines() {}

    static String run(Api api) {
        return api.post("/v1/agent-runs", "{\"name\": \"Dark mode\", \"agent\": \"coder\"}")
                .expect(201)
                .header("location");
    }

    /** An id of a time. */
    static UUID at(Instant time) {
        return new UUID(
                Ids.first(time).getMostSignificantBits()
                        | 0x7000
                        | ThreadLocalRandom.current().nextInt(0x1000),
                ThreadLocalRandom.current().nextLong() >>> 2 | 0x8000_0000_0000_0000L);
    }

    static String line(Object id) {
        return "{\"id\": \"%s\", \"level\": \"info\", \"message\": \"said\"}".formatted(id);
    }

    static String rows(List<String> rows) {
        return rows.stream().collect(Collectors.joining(",", "{\"rows\": [", "]}"));
    }

    static String rows(String... rows) {
        return rows(List.of(rows));
    }
}
