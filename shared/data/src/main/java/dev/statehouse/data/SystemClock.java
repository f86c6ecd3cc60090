package dev.statehouse.data;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The clock by which credentials expire and limits refill. It gives way to any other that a context has, as tests do. */
@Factory
final class SystemClock {

    @Singleton
    @Secondary
    Clock clock() {
        return Clock.systemUTC();
    }
}
