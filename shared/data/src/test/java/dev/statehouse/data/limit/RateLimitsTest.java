package dev.statehouse.data.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.TestClock;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitsTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-01T00:00:00Z"));
    private TestDatabase database;
    private ApplicationContext context;
    private RateLimits limits;

    @BeforeAll
    void start() {
        database = TestDatabase.fresh();
        context = ApplicationContext.builder()
                .properties(database.properties("statehouse_app"))
                .singletons(clock)
                .start();
        limits = context.getBean(RateLimits.class);
    }

    @AfterAll
    void stop() {
        context.close();
        database.close();
    }

    private static String key() {
        return "login:account:" + UUID.randomUUID();
    }

    private Taken take(boolean redis, Limit... of) {
        return redis ? limits.take(List.of(of)) : limits.takeFromMemory(List.of(of));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theQuotaIsAllowedAndThenOneAtATime(boolean redis) {
        Limit login = new Limit(key(), 3, QUARTER);
        for (int left = 2; left >= 0; left--) {
            Taken taken = take(redis, login);
            assertTrue(taken.allowed());
            assertEquals(left, taken.remaining());
            assertEquals(Duration.ZERO, taken.retryAfter());
        }
        Taken refused = take(redis, login);
        assertFalse(refused.allowed());
        assertEquals(Duration.ofMinutes(5), refused.retryAfter());
        assertEquals(QUARTER, refused.reset());
        assertEquals("\"login\";q=3;w=900", refused.policyHeader());
        assertEquals("\"login\";r=0;t=900", refused.header());
        clock.move(Duration.ofMinutes(5));
        assertTrue(take(redis, login).allowed());
        assertFalse(take(redis, login).allowed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatOneLimitRefusesCostsNoOther(boolean redis) {
        Limit narrow = new Limit(key(), 1, QUARTER);
        Limit wide = new Limit(key(), 10, QUARTER);
        assertEquals(0, take(redis, narrow, wide).remaining());
        for (int i = 0; i < 20; i++) {
            assertFalse(take(redis, wide, narrow).allowed());
        }
        assertEquals(8, take(redis, wide).remaining());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClockThatIsSetBackLocksNobodyOut(boolean redis) {
        Limit limit = new Limit(key(), 2, Duration.ofMinutes(1));
        take(redis, limit);
        take(redis, limit);
        clock.move(Duration.ofHours(-2));
        assertTrue(take(redis, limit).allowed());
        clock.move(Duration.ofHours(2));
    }

    @ParameterizedTest
    @CsvSource({"true, 7", "true, 100", "false, 7", "false, 100"})
    void underManyThreadsExactlyTheQuotaPasses(boolean redis, int quota) throws Exception {
        Limit limit = new Limit(key(), quota, QUARTER);
        List<Future<Boolean>> taken = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 3 * quota; i++) {
                taken.add(clients.submit(() -> take(redis, limit).allowed()));
            }
        }
        int allowed = 0;
        for (Future<Boolean> one : taken) {
            allowed += one.get() ? 1 : 0;
        }
        assertEquals(quota, allowed);
    }

    /** The script and the instance's own count, side by side, over random limits and pauses. */
    @Test
    void memoryCountsAsRedisDoes() {
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            Limit one = new Limit("a", key(), random.nextInt(1, 50), Duration.ofSeconds(random.nextInt(1, 100)));
            Limit other = new Limit("b", key(), random.nextInt(1, 50), Duration.ofSeconds(random.nextInt(1, 100)));
            for (int i = 0; i < 50; i++) {
                Limit[] of = random.nextBoolean() ? new Limit[] {one, other} : new Limit[] {other};
                assertEquals(take(true, of), take(false, of));
                clock.move(Duration.ofMillis(random.nextInt(2_000)));
            }
        }
    }

    /** However many keys there are, an instance's count of one of them is never lost. */
    @Test
    void manyKeysNeverOpenADoor() {
        // No other test's, which the flood would shut.
        Duration window = Duration.ofMinutes(16);
        Limit guarded = new Limit(key(), 5, window);
        for (int i = 0; i < 5; i++) {
            assertTrue(take(false, guarded).allowed());
        }
        for (int i = 0; i < 100_000; i++) {
            take(false, new Limit("login:account:" + i, 5, window));
        }
        assertFalse(take(false, guarded).allowed());
    }

    @Test
    void fewKeysDoNotDisturbEachOther() {
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            refused += take(false, new Limit(key(), 1, Duration.ofMinutes(2))).allowed() ? 0 : 1;
        }
        assertTrue(refused <= 3, refused + " of 500 strangers were refused for sharing both cells with others");
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "1000001, 60", "1, 0", "1, 90000"})
    void whatIsOutOfRangeIsRefused(long quota, long seconds) {
        assertThrows(IllegalArgumentException.class, () -> new Limit("a:b", quota, Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, address:203.0.113.7",
        "2001:db8:1:2::7, address:20010db800010002/64",
        "2001:db8:1:2:ffff::1, address:20010db800010002/64",
        "::ffff:203.0.113.7, address:203.0.113.7",
        "'', address:unknown",
        "example.org, address:unknown",
        "'1.2.3.4, 5.6.7.8', address:unknown"
    })
    void anAddressIsItsCustomers(String address, String key) {
        assertEquals(key, Addresses.key(address));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /v1/projects, READ",
        "HEAD /v1/projects, READ",
        "POST /v1/projects, WRITE",
        "DELETE /v1/search-terms, WRITE",
        "GET /v1/search/prompts, SEARCH",
        "POST /v1/search, SEARCH",
        "'', WRITE",
        "$default, WRITE"
    })
    void aRouteHasItsClass(String routeKey, Operation operation) {
        assertEquals(operation, Operation.of(routeKey));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "free, FREE",
                "team, TEAM",
                "business, BUSINESS",
                "unlimited, UNLIMITED",
                "gold, FREE",
                "NULL, FREE"
            },
            nullValues = "NULL")
    void anUnknownPlanIsTheFreeOne(String name, Plan plan) {
        assertEquals(plan, Plan.named(name));
    }
}
