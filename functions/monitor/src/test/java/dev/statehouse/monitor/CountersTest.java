package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CountersTest {

    private static final Counters BEFORE = new Counters(Map.of("hits", 5_000.0, "misses", 100.0), Duration.ofHours(1));

    @Test
    void growthIsWhatCameSinceTheLastRun() {
        assertEquals(OptionalDouble.of(200), BEFORE.growth("hits", 5_200));
    }

    @Test
    void aCounterThatBeganAgainOrIsNewHasNoGrowth() {
        assertEquals(OptionalDouble.empty(), BEFORE.growth("hits", 12));
        assertEquals(OptionalDouble.empty(), BEFORE.growth("evictions", 12));
    }

    @Test
    void aShareOfVeryLittleIsNone() {
        assertEquals(OptionalDouble.of(75), HitShare.percent(OptionalDouble.of(750), OptionalDouble.of(250)));
        assertEquals(OptionalDouble.empty(), HitShare.percent(OptionalDouble.of(749), OptionalDouble.of(250)));
        assertEquals(OptionalDouble.empty(), HitShare.percent(OptionalDouble.of(5_000), OptionalDouble.empty()));
    }

    @Test
    void whatNeverRanIsLateOnceThereWasTimeForIt() {
        assertEquals(Map.of(), RunProbe.late(Map.of(), Duration.ofMinutes(4)));
        assertEquals(Map.of("worker", "worker has not succeeded yet"), RunProbe.late(Map.of(), Duration.ofMinutes(6)));
        assertEquals(Map.of(), RunProbe.late(Map.of("worker", 299.0), Duration.ofMinutes(6)));
    }
}
