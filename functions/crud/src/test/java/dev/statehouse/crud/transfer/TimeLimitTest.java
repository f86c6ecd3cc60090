package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.statehouse.http.RequestError;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

    @Test
    void refusesOnlyWhatComesTooLate() {
        // Close to where the count of nanoseconds turns negative, as it may.
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        TimeLimit limit = new TimeLimit(Duration.ofNanos(10), now::get);
        now.addAndGet(10);
        limit.check();
        now.incrementAndGet();
        assertThrows(RequestError.class, limit::check);
    }
}
